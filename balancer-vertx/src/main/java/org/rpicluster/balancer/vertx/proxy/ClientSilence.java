package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Watches a client whose turn it is: to take more of the answer, or to go on with its body ({@link
 * BodyTurn}). One that does not in time has its exchange refused. A timer runs only while it is
 * waited for; an exchange that never waits costs nothing but this object. On its event loop only.
 */
class ClientSilence {

  /** Null while there is none: it may be used for one after the other. */
  @Nullable Exchange exchange;

  private @Nullable InactivityTimer inactivity;

  ClientSilence(@Nullable Exchange exchange) {
    this.exchange = exchange;
  }

  /** It is the client's turn, from now on and anew. */
  final void expectClient() {
    if (inactivity == null) {
      inactivity = timer(() -> exchange.refuse(Refusal.tooSlow()));
    }
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
  }

  /** One to watch it with. */
  InactivityTimer timer(Runnable expired) {
    return new InactivityTimer(exchange.loop, exchange.ticker, expired);
  }

  /** It is not the client's turn any more. */
  void end() {
    if (inactivity != null) {
      letGo(inactivity);
      inactivity = null;
    }
  }

  /** Nothing is watched with it any more. */
  void letGo(InactivityTimer timer) {
    timer.stop();
  }
}
