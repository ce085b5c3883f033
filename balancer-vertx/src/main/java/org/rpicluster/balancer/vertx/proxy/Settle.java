package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.Future;
import java.time.Duration;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/**
 * Stage 8: every path ends here, once, as the stage that has an exchange ends it and no other. Its
 * lease has ended; the client has its answer or is cut, and the observer is told as soon as it is
 * known what of it was sent. On the exchange's event loop only.
 */
final class Settle {

  /** The stream was not processed (RFC 9113 §8.7): a client may try again, without an answer. */
  private static final long REFUSED_STREAM = 0x7;

  /** A connection closes as soon as its last answer is written; this is for one that never is. */
  private static final Duration SHUTDOWN_MOST = Duration.ofSeconds(1);

  private static final Future<Void> NOTHING_SENT = Future.succeededFuture();

  private final MemoryShare answers;
  private final ExchangeObserver observer;

  /**
   * The end of exchanges.
   *
   * @param answers is charged what an answer of the proxy's own holds while it is not taken
   */
  Settle(MemoryShare answers, ExchangeObserver observer) {
    this.answers = answers;
    this.observer = observer;
  }

  /**
   * The member's answer has been handed on whole; the client has a while to take it.
   *
   * @param answer tells what becomes of it
   */
  void complete(Exchange exchange, AnswerEnd answer) {
    if (end(exchange)) {
      answer.settle();
    }
  }

  /** The client has taken all of a member's answer, or never will. */
  void answered(Exchange exchange, boolean taken) {
    tell(exchange, endOf(exchange, taken), "");
  }

  private static ExchangeEnd endOf(Exchange exchange, boolean taken) {
    if (taken) {
      return ExchangeEnd.COMPLETE;
    }
    return exchange.untaken ? ExchangeEnd.CLIENT_SLOW : ExchangeEnd.CLIENT_GONE;
  }

  /**
   * A handler of this server has answered.
   *
   * @param closed when the client's stream is closed, over HTTP/2
   */
  void handled(Exchange exchange, Future<Void> closed) {
    if (end(exchange)) {
      exchange.status = exchange.inbound.status();
      AwaitTaken.ofOwn(exchange, closed);
      if (exchange.inbound.connection().takesNoMore()) { // only an answer that has said so
        exchange.inbound.connection().closeGently(SHUTDOWN_MOST);
      }
      if (exchange.isMultiplexed()) {
        closed.onComplete(gone -> handlerSent(exchange));
      } else {
        handlerSent(exchange);
      }
    }
  }

  private void handlerSent(Exchange exchange) {
    exchange.bytesToClient = exchange.inbound.bytesSent();
    tell(exchange, exchange.untaken ? ExchangeEnd.CLIENT_SLOW : ExchangeEnd.COMPLETE, "");
  }

  /**
   * The proxy answers itself.
   *
   * @return when the client's connection has taken the answer, or never will
   */
  Future<Void> refuse(Exchange exchange, Refusal refusal) {
    InboundExchange inbound = exchange.inbound;
    if (inbound.isHeadSent() || inbound.isAnswered()) {
      giveUp(exchange, refusal);
      return NOTHING_SENT;
    }
    if (exchange.isMultiplexed() && !mayAnswer(exchange, refusal)) {
      exchange.status = refusal.status();
      inbound.reset(REFUSED_STREAM);
      close(exchange, refusal.end(), reason(exchange, refusal));
      return NOTHING_SENT;
    }
    Future<Void> answered = SendRefusal.send(exchange, refusal);
    end(exchange);
    String reason = reason(exchange, refusal);
    answered.onComplete(taken -> tell(exchange, refusal.end(), reason));
    AwaitTaken.ofOwn(exchange, answered);
    if (!refusal.closesConnection() || exchange.isMultiplexed()) {
      StopUpload.behind(exchange, answered);
    }
    return answered;
  }

  /** What was wrong with the member says more than that the proxy answers in its place. */
  private static String reason(Exchange exchange, Refusal refusal) {
    boolean own = refusal.end() == ExchangeEnd.REFUSED || exchange.tries.failure().isEmpty();
    return own ? refusal.reason() : exchange.tries.failure();
  }

  /** Another handler has answered, or begun to: what it began is not taken for the whole. */
  private void giveUp(Exchange exchange, Refusal refusal) {
    exchange.status = exchange.inbound.status();
    close(exchange, refusal.end(), refusal.reason());
    if (!exchange.inbound.isAnswered()) {
      CutAnswer.of(exchange);
    }
  }

  /** Of many streams each may have an answer that its client does not take. */
  private boolean mayAnswer(Exchange exchange, Refusal refusal) {
    return refusal.end() != ExchangeEnd.NO_MEMORY && HoldMemory.beginAnswer(exchange, answers);
  }

  /** The answer had begun and is not finished: the client must see that it is not whole. */
  void cut(Exchange exchange, ExchangeEnd end, String reason) {
    if (end(exchange)) {
      CutAnswer.of(exchange);
      tell(exchange, end, reason);
    }
  }

  /** The client has gone. */
  void clientGone(Exchange exchange) {
    close(exchange, ExchangeEnd.CLIENT_GONE, "");
  }

  /** Nothing is left to be sent. */
  void close(Exchange exchange, ExchangeEnd end, String reason) {
    if (end(exchange)) {
      tell(exchange, end, reason);
    }
  }

  /** Whether it has not had its end yet. */
  private static boolean end(Exchange exchange) {
    if (exchange.isSettled()) {
      return false;
    }
    exchange.heldBy(ExchangeHolder.SETTLED);
    BodyStart.end(exchange);
    PrepareRequest.end(exchange);
    return true;
  }

  private void tell(Exchange exchange, ExchangeEnd end, String reason) {
    HoldMemory.end(exchange);
    observer.settled(ExchangeSummary.of(exchange, end, reason));
    exchange.over();
  }
}
