package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Before stage 4: finds out whether a body follows the head. HTTP/1 and a Content-Length say so,
 * and a stream of HTTP/2 that has ended with its head. One that has not may end with an empty frame
 * behind it, and Vert.x tells even the first only after it has handed the head over, in the same
 * turn of the event loop. So such a request, and no other, waits for the next turn; a body that
 * comes whole meanwhile is kept, and of any other nothing is taken. Stateless; on the exchange's
 * event loop. RFC 9113 §8.1.
 */
final class AwaitBody implements ExchangeHolder {

  private final Exchange exchange;
  private final Stage next;
  private final InactivityTimer inactivity;

  private AwaitBody(Exchange exchange, Stage next) {
    this.exchange = exchange;
    this.next = next;
    inactivity = new InactivityTimer(exchange.loop, exchange.ticker, this::neverEnded);
  }

  /** Notes whether a body follows, and then goes on; not at all if the client is gone by then. */
  static void then(Exchange exchange, Stage next) {
    if (!exchange.isMultiplexed()
        || exchange.inbound.isBodyEnded() // with the head, as our own streams know at once
        || BodyStart.read(exchange) != null
        || exchange.isConnect()) {
      next.carry(exchange);
      return;
    }
    String length = exchange.inbound.fields().get(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null && !isZero(length)) {
      next.carry(exchange);
    } else if (length == null) {
      awaitTurn(exchange, next);
    } else {
      new AwaitBody(exchange, next).begin();
    }
  }

  private static boolean isZero(String length) {
    return Long.parseLong(length) == 0;
  }

  private static void awaitTurn(Exchange exchange, Stage next) {
    InboundExchange inbound = exchange.inbound;
    inbound.pauseBody();
    inbound.onBody(first -> BodyStart.first(exchange, first));
    inbound.fetchPiece();
    exchange.loop.execute(
        () -> {
          if (!exchange.isSettled()) {
            if (!inbound.isBodyEnded()) {
              BodyStart.unframed(exchange);
            }
            next.carry(exchange);
          }
        });
  }

  /** A body after all is found out by the parser, but not before it comes; nor may it never end. */
  private void begin() {
    exchange.heldBy(this);
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
    exchange.inbound.onBodyEnd(this::ended);
  }

  private void ended() {
    inactivity.stop();
    if (!exchange.isSettled()) {
      exchange.heldBy(null);
      next.carry(exchange);
    }
  }

  private void neverEnded() {
    BodyStart.unframed(exchange); // whatever its length says, the stream must be ended for it
    refuse(Refusal.tooSlow());
  }

  @Override
  public void clientGone() {
    inactivity.stop();
    exchange.proxy.settle().clientGone(exchange);
  }

  @Override
  public void refuse(Refusal refusal) {
    inactivity.stop();
    exchange.proxy.settle().refuse(exchange, refusal);
  }
}
