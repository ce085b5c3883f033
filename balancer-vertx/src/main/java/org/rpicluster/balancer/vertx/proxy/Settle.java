package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.memory.MemoryShare;
import org.rpicluster.balancer.vertx.proxy.FailureTable.Verdict;

/**
 * Stage 11: every path ends here, once. The lease is ended, the client has its answer or is cut,
 * and the observer is told as soon as it is known what of it was sent. On the exchange's event loop
 * only.
 */
final class Settle {

  /** What waits for a client that takes nothing of an answer that is cut is dropped after this. */
  private static final long LINGER_SECONDS = 2;

  /** The stream ends, though it should not have (RFC 9113 §7); HTTP/1 just closes. */
  private static final long INTERNAL_ERROR = 0x2;

  /** The stream was not processed (RFC 9113 §8.7): a client may try again, without an answer. */
  private static final long REFUSED_STREAM = 0x7;

  /** A connection closes as soon as its last answer is written; this is for one that never is. */
  private static final Duration SHUTDOWN_MOST = Duration.ofSeconds(1);

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

  /** The member's answer has been handed on whole; the client has a while to take it. */
  void complete(Exchange exchange) {
    exchange.lease.complete(exchange.status, exchange.pickContext);
    if (end(exchange, Outcome.SUCCESS)) {
      AwaitTaken.of(exchange);
      StopUpload.behindAnswer(exchange);
      if (exchange.answered.isComplete()) {
        sent(exchange, exchange.answered.succeeded());
      }
    }
  }

  /** The client's connection has taken the last of the answer, or never will. */
  void sent(Exchange exchange, boolean whole) {
    if (!exchange.settled) {
      return; // it is asked again when the lease is ended
    }
    if (whole) {
      tell(exchange, End.COMPLETE, "");
    } else {
      tell(exchange, exchange.untaken ? End.CLIENT_SLOW : End.CLIENT_GONE, "");
    }
  }

  /** A tunnel is closed: it came to its end, whoever closed it. */
  void tunnelClosed(Exchange exchange, End end) {
    settle(exchange, Outcome.SUCCESS, end, "");
  }

  /** The client has sent bytes ahead of a tunnel, and has been told so. */
  void tunnelRefused(Exchange exchange) {
    exchange.status = 400;
    settle(exchange, Outcome.CANCELLED, End.REFUSED, "There were bytes before the 101.");
  }

  /** A handler of this server has answered. */
  void handled(Exchange exchange) {
    exchange.status = exchange.inboundResponse.getStatusCode();
    if (end(exchange, Outcome.SUCCESS)) {
      AwaitTaken.of(exchange);
      if (exchange.isLeaving()) {
        exchange.inboundRequest.connection().shutdown(SHUTDOWN_MOST);
      }
      if (exchange.isMultiplexed()) {
        exchange.answered.onComplete(closed -> handlerSent(exchange));
      } else {
        handlerSent(exchange);
      }
    }
  }

  private void handlerSent(Exchange exchange) {
    exchange.sentToClient = exchange.inboundResponse.bytesWritten();
    tell(exchange, exchange.untaken ? End.CLIENT_SLOW : End.COMPLETE, "");
  }

  /** The proxy answers itself. */
  void refuse(Exchange exchange, Refusal refusal) {
    if (exchange.settled) {
      return;
    }
    HttpServerResponse inboundResponse = exchange.inboundResponse;
    if (inboundResponse.headWritten() || inboundResponse.ended()) {
      giveUp(exchange, refusal);
      return;
    }
    exchange.status = refusal.status();
    boolean refused = exchange.isMultiplexed() && !mayAnswer(exchange, refusal);
    if (refused) {
      inboundResponse.reset(REFUSED_STREAM);
    } else {
      Answer.send(exchange, refusal);
    }
    end(exchange, Outcome.CANCELLED);
    boolean own = refusal.end() == End.REFUSED || exchange.failure.isEmpty();
    String reason = own ? refusal.reason() : exchange.failure;
    exchange.answered.onComplete(taken -> tell(exchange, refusal.end(), reason));
    if (refused) {
      return;
    }
    AwaitTaken.of(exchange);
    if (!refusal.closesConnection() || exchange.isMultiplexed()) {
      StopUpload.behindAnswer(exchange);
    }
  }

  /** Another handler has answered, or begun to: what it began is not taken for the whole. */
  private void giveUp(Exchange exchange, Refusal refusal) {
    exchange.status = exchange.inboundResponse.getStatusCode();
    settle(exchange, Outcome.CANCELLED, refusal.end(), refusal.reason());
    if (!exchange.inboundResponse.ended()) {
      cutAnswer(exchange);
    }
  }

  /** Of many streams each may have an answer that its client does not take. */
  private boolean mayAnswer(Exchange exchange, Refusal refusal) {
    return refusal.end() != End.NO_MEMORY && HoldMemory.beginAnswer(exchange, answers);
  }

  /** The answer had begun and cannot be finished: the client must see that it is not whole. */
  void cut(Exchange exchange, Verdict verdict) {
    exchange.lease.complete(verdict.outcome(), exchange.failure, exchange.pickContext);
    if (end(exchange, verdict.outcome())) {
      cutAnswer(exchange);
      tell(exchange, verdict.end(), exchange.failure);
      exchange.loop.schedule(() -> dropUntaken(exchange), LINGER_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The answer had begun, and the client does not keep to the rules: it is not finished. */
  void cut(Exchange exchange, Refusal refusal) {
    if (end(exchange, Outcome.CANCELLED)) {
      cutAnswer(exchange);
      tell(exchange, refusal.end(), refusal.reason());
      if (refusal.end() == End.CLIENT_SLOW) {
        dropUntaken(exchange);
      }
    }
  }

  private static void cutAnswer(Exchange exchange) {
    if (!exchange.isMultiplexed()) {
      boolean isHttp10 = exchange.inboundRequest.version() == HttpVersion.HTTP_1_0;
      ClientWire.cutAnswer(exchange.inboundRequest, exchange.unknownLength && isHttp10);
    }
    exchange.inboundResponse.reset(INTERNAL_ERROR);
  }

  /** The member has sent the answer whole, but the client does not take the end of it. */
  void cutUntaken(Exchange exchange) {
    exchange.untaken = true;
    dropUntaken(exchange);
  }

  /** What waits for a client that takes nothing would wait for ever. */
  private static void dropUntaken(Exchange exchange) {
    if (!exchange.isMultiplexed()) {
      ClientWire.closeAtOnce(exchange.inboundRequest);
    }
  }

  /** The client has gone. */
  void clientGone(Exchange exchange) {
    settle(exchange, Outcome.CANCELLED, End.CLIENT_GONE, "");
  }

  private void settle(Exchange exchange, Outcome outcome, End end, String reason) {
    if (end(exchange, outcome)) {
      tell(exchange, end, reason);
    }
  }

  /** Nothing is asked of members any more. */
  private static boolean end(Exchange exchange, Outcome outcome) {
    if (exchange.settled) {
      return false;
    }
    exchange.settled = true;
    BufferBody.end(exchange);
    if (exchange.lease != null) {
      exchange.lease.complete(outcome);
    }
    return true;
  }

  private void tell(Exchange exchange, End end, String reason) {
    if (!exchange.told) {
      exchange.told = true;
      HoldMemory.end(exchange);
      observer.settled(summary(exchange, end, reason));
    }
  }

  private static ExchangeSummary summary(Exchange exchange, End end, String reason) {
    Times times = exchange.times;
    return new ExchangeSummary(
        exchange.inboundRequest,
        exchange.client,
        exchange.requestId,
        times.received,
        times.queueNanos(),
        times.connectNanos(),
        times.firstByteNanos(),
        times.sinceReceived(),
        exchange.status,
        exchange.inboundRequest.bytesRead() + exchange.tunnelledFromClient,
        exchange.sentToClient + exchange.tunnelledToClient,
        exchange.route == null ? "" : exchange.route.cluster().balancer().name(),
        exchange.member,
        exchange.attempts,
        end,
        reason);
  }
}
