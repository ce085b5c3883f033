package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.netty.TurnEnd;

/**
 * The client's turn to go on with its body, and how long it may take. Mostly the rest has come with
 * the head, so it is not asked before the sockets of a turn of the event loop have been read. For
 * the bodies of a connection of HTTP/1 there is one timer, set anew by each: most are whole a
 * moment after they are waited for, and to set a timer for each and take it back would cost more
 * than the rest of them. On its event loop only.
 */
final class BodyTurn extends ClientSilence implements Runnable {

  /** A connection of HTTP/1 has one body at a time, and so one timer for all of them. */
  private boolean sharesTimer;

  private boolean waiting;

  /** It is asked at the end of this turn whether the client is still waited for. */
  private boolean due;

  BodyTurn() {
    super(null);
  }

  /** For another body, of which nothing is waited for. */
  void of(Exchange other) {
    exchange = other;
    sharesTimer = !other.isMultiplexed() && other.inbound.connection().isReached();
  }

  /** Its exchange is over. */
  void over() {
    exchange = null;
  }

  /** The client is to send more, unless it has by the end of this turn. */
  void begin() {
    waiting = true;
    if (!due) {
      due = true;
      TurnEnd.of(exchange.loop).add(this);
    }
  }

  /** The client has sent a piece, and its time begins anew. */
  void goOn() {
    if (waiting && !due) {
      expectClient();
    }
  }

  @Override
  public void run() {
    due = false;
    goOn();
  }

  /** The client is held back, or has sent all of it. */
  @Override
  void end() {
    waiting = false;
    super.end();
  }

  @Override
  InactivityTimer timer(Runnable expired) {
    return sharesTimer ? BodyTimer.of(exchange, expired) : super.timer(expired);
  }

  @Override
  void letGo(InactivityTimer timer) {
    if (sharesTimer) {
      timer.rest();
    } else {
      super.letGo(timer);
    }
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
}
