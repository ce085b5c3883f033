package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Watches a client whose turn it is: to go on with its body, or to take more of the answer. One
 * that does not in time has its exchange refused. A timer runs only while it is waited for; an
 * exchange that never waits costs nothing but this object. On its event loop only.
 */
final class ClientSilence {

  private final Exchange exchange;
  private @Nullable InactivityTimer inactivity;

  ClientSilence(Exchange exchange) {
    this.exchange = exchange;
  }

  /** It is the client's turn, from now on and anew. */
  void expectClient() {
    if (inactivity == null) {
      inactivity =
          new InactivityTimer(
              exchange.loop, exchange.ticker, () -> exchange.refuse(Refusal.tooSlow()));
    }
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
  }

  /** It is not the client's turn any more. */
  void end() {
    if (inactivity != null) {
      inactivity.stop();
      inactivity = null;
    }
  }
}
