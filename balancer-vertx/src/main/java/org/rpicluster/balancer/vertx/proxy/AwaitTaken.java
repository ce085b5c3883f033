package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.Future;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * After stage 8: an answer that has been written whole must be taken whole in the end, or what
 * waits for its client is dropped: over HTTP/2 the stream goes, over HTTP/1 the connection. What a
 * client does not let through its window would otherwise stay as long as the connection, and the
 * connection as long as it. Costs nothing unless the end of an answer waits; on the exchange's
 * event loop. RFC 9113 §10.5.
 */
final class AwaitTaken {

  private AwaitTaken() {}

  /**
   * The turn in which a member's answer was written is over, and the client has not taken it.
   *
   * @return to be stopped when it has
   */
  static InactivityTimer begin(Exchange exchange) {
    InactivityTimer inactivity =
        new InactivityTimer(exchange.loop, exchange.ticker, () -> drop(exchange));
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
    return inactivity;
  }

  /**
   * An answer of the proxy's own has been written. Over HTTP/1 the watch of idle connections sees
   * to it.
   */
  static void ofOwn(Exchange exchange, Future<Void> answered) {
    if (exchange.isMultiplexed() && !answered.isComplete()) {
      exchange.inbound.flush();
      watch(exchange, answered);
    }
  }

  private static void watch(Exchange exchange, Future<Void> answered) {
    if (answered.isComplete()) {
      return;
    }
    InactivityTimer inactivity = begin(exchange);
    answered.onComplete(taken -> inactivity.stop());
  }

  private static void drop(Exchange exchange) {
    exchange.untaken = true;
    if (exchange.isMultiplexed()) {
      exchange.inbound.cancel();
    } else {
      exchange.inbound.connection().closeNow();
    }
  }
}
