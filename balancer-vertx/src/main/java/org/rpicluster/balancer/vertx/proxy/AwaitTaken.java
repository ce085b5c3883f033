package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * After stage 11, where the connection is shared: an answer that has been written whole must be
 * taken whole in the end, or its stream goes. What a client does not let through its window would
 * otherwise stay as long as the connection, and the connection as long as it. Costs nothing unless
 * the end of an answer waits; on the exchange's event loop. RFC 9113 §10.5.
 *
 * <p>Over HTTP/1 the watch of idle connections does the same.
 */
final class AwaitTaken {

  private AwaitTaken() {}

  /** The exchange has been settled, and its answer is {@link Exchange#answered written}. */
  static void of(Exchange exchange) {
    if (!exchange.isMultiplexed() || exchange.answered.isComplete()) {
      return;
    }
    ClientWire.flush(exchange.inboundRequest);
    InactivityTimer inactivity =
        new InactivityTimer(
            exchange.loop,
            exchange.ticker,
            () -> {
              exchange.untaken = true;
              ClientWire.cancelStream(exchange.inboundRequest);
            });
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
    exchange.answered.onComplete(taken -> inactivity.stop());
  }
}
