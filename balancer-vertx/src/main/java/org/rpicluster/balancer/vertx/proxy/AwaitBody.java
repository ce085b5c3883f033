package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientBody;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Before stage 3: does a body follow the head? HTTP/1 and a Content-Length say so. A stream of
 * HTTP/2 without one either ended with its head or did not, and Vert.x tells that only after it has
 * handed the head over, in the same turn of the event loop. So such a request, and no other, waits
 * for the next turn; a body that comes whole meanwhile is kept, and of any other nothing is taken.
 * Stateless; on the exchange's event loop. RFC 9113 §8.1.
 */
final class AwaitBody {

  private AwaitBody() {}

  /** Notes whether a body follows, and then goes on; not at all if the client is gone by then. */
  static void then(Exchange exchange, Settle settle, Runnable next) {
    String length = exchange.inboundRequest.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    if (!exchange.isMultiplexed()
        || exchange.readBody != null
        || length != null && !isZero(length)) {
      next.run();
      return;
    }
    exchange.inboundResponse.exceptionHandler(gone -> settle.clientGone(exchange));
    if (length == null) {
      awaitTurn(exchange, () -> goOn(exchange, next));
    } else {
      awaitEnd(exchange, settle, next);
    }
  }

  /** A body after all is found out by the parser, but not before it comes; nor may it never end. */
  private static void awaitEnd(Exchange exchange, Settle settle, Runnable next) {
    InactivityTimer inactivity =
        new InactivityTimer(exchange.loop, exchange.ticker, () -> neverEnded(exchange, settle));
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
    exchange.inboundResponse.exceptionHandler(
        gone -> {
          inactivity.stop();
          settle.clientGone(exchange);
        });
    exchange.inboundRequest.endHandler(
        end -> {
          inactivity.stop();
          goOn(exchange, next);
        });
  }

  private static void neverEnded(Exchange exchange, Settle settle) {
    exchange.unframedBody = true; // whatever its length says, the stream must be ended for it
    settle.refuse(exchange, Refusal.tooSlow());
  }

  private static void awaitTurn(Exchange exchange, Runnable next) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    ClientBody.pause(inboundRequest);
    inboundRequest.handler(first -> exchange.firstPiece = first);
    inboundRequest.fetch(1);
    exchange.loop.execute(
        () -> {
          exchange.unframedBody = !inboundRequest.isEnded();
          next.run();
        });
  }

  private static void goOn(Exchange exchange, Runnable next) {
    if (!exchange.settled) {
      next.run();
    }
  }

  private static boolean isZero(String length) {
    return Long.parseLong(length) == 0;
  }
}
