package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Watches a client whose turn it is: to go on with its body, or to take more of the answer. One
 * that does not in time has its exchange refused. A timer runs only while it is waited for; an
 * exchange that never waits costs nothing but this object. For the bodies of a connection of HTTP/1
 * it is one timer, set anew by each: most are whole a moment after they are waited for, and to set
 * a timer for each and take it back would cost more than the rest of them. On its event loop only.
 */
final class ClientSilence {

  private final Exchange exchange;
  private final boolean sharesTimer;
  private @Nullable InactivityTimer inactivity;

  /** Of one that may take more of its answer. */
  ClientSilence(Exchange exchange) {
    this(exchange, false);
  }

  private ClientSilence(Exchange exchange, boolean sharesTimer) {
    this.exchange = exchange;
    this.sharesTimer = sharesTimer;
  }

  /** Of one that sends its body, of which a connection of HTTP/1 has one at a time. */
  static ClientSilence ofBody(Exchange exchange) {
    boolean shares = !exchange.isMultiplexed() && exchange.inbound.connection().isReached();
    return new ClientSilence(exchange, shares);
  }

  /** It is the client's turn, from now on and anew. */
  void expectClient() {
    if (inactivity == null) {
      inactivity = timer(() -> exchange.refuse(Refusal.tooSlow()));
    }
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
  }

  private InactivityTimer timer(Runnable expired) {
    return sharesTimer
        ? BodyTimer.of(exchange, expired)
        : new InactivityTimer(exchange.loop, exchange.ticker, expired);
  }

  /** The one timer for the bodies of a connection. */
  private record BodyTimer(InactivityTimer inactivity) implements ClientConnection.Attachment {

    static InactivityTimer of(Exchange exchange, Runnable expired) {
      ClientConnection connection = exchange.inbound.connection();
      if (connection.bodyWatch() instanceof BodyTimer known) {
        known.inactivity.onExpiry(expired);
        return known.inactivity;
      }
      InactivityTimer made = new InactivityTimer(exchange.loop, exchange.ticker, expired);
      connection.watchBodies(new BodyTimer(made));
      return made;
    }

    @Override
    public void connectionClosed() {
      inactivity.stop();
    }
  }

  /** It is not the client's turn any more. */
  void end() {
    if (inactivity != null && sharesTimer) {
      inactivity.rest();
    } else if (inactivity != null) {
      inactivity.stop();
    }
    inactivity = null;
  }
}
