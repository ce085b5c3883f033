package org.rpicluster.balancer.vertx.line;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;

/**
 * Before stage 3: does a body follow the head? HTTP/1 and a Content-Length say so. A stream of
 * HTTP/2 without one either ended with its head or did not, and Vert.x tells that only after it has
 * handed the head over, in the same turn of the event loop. So such a request, and no other, waits
 * for the next turn; the first piece of its body, if it comes meanwhile, is kept. Stateless; on the
 * exchange's event loop. RFC 9113 §8.1.
 */
final class AwaitBody {

  private AwaitBody() {}

  /** Notes whether a body follows, and then goes on; not at all if the client is gone by then. */
  static void then(Exchange exchange, Settle settle, Runnable next) {
    String length = exchange.inboundRequest.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    if (!exchange.isMultiplexed() || length != null && !isZero(length)) {
      next.run();
      return;
    }
    exchange.inboundResponse.exceptionHandler(gone -> settle.clientGone(exchange));
    Runnable unlessGone = () -> goOn(exchange, next);
    if (length == null) {
      awaitTurn(exchange, unlessGone);
    } else {
      // A body after all is found out by the parser, but not before it comes.
      exchange.inboundRequest.endHandler(end -> unlessGone.run());
    }
  }

  private static void awaitTurn(Exchange exchange, Runnable next) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    inboundRequest.pause();
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
