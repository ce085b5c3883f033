package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.proxy.FailureTable.Verdict;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;

/**
 * Stage 7, from the head on: bodies both ways, each no faster than the other side takes it. There
 * is no second try any more: what fails here takes back an answer of which nothing has gone out, or
 * cuts it, as a part is never passed off as the whole. After a 101 it is {@link OpenTunnel}. On its
 * event loop only.
 */
final class Relay implements ExchangeHolder {

  private final ExchangeParts parts;
  private final SendResponse answer;
  private @Nullable Try won;

  Relay(ExchangeParts parts) {
    this.parts = parts;
    answer = new SendResponse(parts);
  }

  /**
   * Begins to relay an answer, whose head has been prepared.
   *
   * @param won the try that it came of
   * @param compresses whether its body is compressed here
   */
  static void begin(Exchange exchange, Try won, boolean compresses) {
    Relay relay = exchange.parts().relay;
    relay.won = won;
    relay.answer.begin(compresses);
    exchange.heldBy(relay);
    exchange.relays();
    relay.answer.from(won.handOver(exchange));
  }

  /** A piece of the body. */
  void body(ByteBuf chunk) {
    if (won.hasEnded()) {
      chunk.release();
      return;
    }
    parts.tries.last().counters().addBytesFromMember(chunk.readableBytes());
    answer.body(chunk);
  }

  /** What has come so far is all that could be read now. */
  void flush() {
    if (!won.hasEnded()) {
      answer.flush();
    }
  }

  /** The answer is whole. */
  void end(@Nullable Head trailers) {
    if (won.hasEnded()) {
      return;
    }
    Exchange exchange = parts.exchange();
    won.exchangeEnded();
    SendBody.stop(exchange);
    try {
      answer.end(trailers);
    } catch (RuntimeException | Error e) {
      exchange.failedHere(e); // the member has done its part, and is not to be blamed
      Faults.rethrowIfFatal(e);
      return;
    }
    won.end(exchange.status);
    exchange.proxy.settle().complete(exchange, parts.answerEnd);
  }

  /** The member has broken off within its answer. */
  void failed(UpstreamFailure failure) {
    if (!won.hasEnded()) {
      Exchange exchange = parts.exchange();
      won.exchangeEnded();
      exchange.guarded(it -> judge(it, failure));
    }
  }

  private void judge(Exchange exchange, UpstreamFailure failure) {
    exchange.proxy.memberFaults().note(exchange, failure);
    Verdict verdict = FailureTable.judgeBegun(failure);
    SendBody.stop(exchange);
    if (answer.takeBack(verdict.status())) {
      won.end(verdict.outcome(), failure.detail());
      closeBehind(exchange, exchange.proxy.settle().refuse(exchange, verdict.refusal()));
    } else {
      answer.drop();
      won.end(verdict.outcome(), exchange.tries.failure());
      exchange.proxy.settle().cut(exchange, verdict.end(), exchange.tries.failure());
      CutAnswer.dropLater(exchange);
    }
  }

  private static void closeBehind(Exchange exchange, Future<Void> other) {
    if (!exchange.isMultiplexed()) {
      other.onComplete(sent -> exchange.inbound.connection().close());
    }
  }

  @Override
  public void refuse(Refusal refusal) {
    Exchange exchange = parts.exchange();
    giveUp(exchange);
    exchange.proxy.settle().cut(exchange, refusal.end(), refusal.reason());
    if (refusal.end() == ExchangeEnd.CLIENT_SLOW) {
      CutAnswer.dropAtOnce(exchange);
    }
  }

  @Override
  public void clientGone() {
    Exchange exchange = parts.exchange();
    giveUp(exchange);
    exchange.proxy.settle().clientGone(exchange);
  }

  private void giveUp(Exchange exchange) {
    SendBody.stop(exchange);
    answer.drop();
    won.end(Outcome.CANCELLED, "");
  }
}
