package org.rpicluster.balancer.vertx.proxy;

import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;

/**
 * Cuts an answer that has begun and cannot be finished: its client must see that it is not whole.
 * Stateless; on the exchange's event loop. RFC 9112 §8, RFC 9113 §8.1.
 */
final class CutAnswer {

  /** What waits for a client that takes nothing of an answer that is cut is dropped after this. */
  private static final long LINGER_SECONDS = 2;

  /** The stream ends, though it should not have (RFC 9113 §7); HTTP/1 just closes. */
  private static final long INTERNAL_ERROR = 0x2;

  private CutAnswer() {}

  /** Ends the stream, or closes the connection behind what has been written. */
  static void of(Exchange exchange) {
    if (!exchange.isMultiplexed()) {
      boolean endsWithClose = exchange.unknownLength && exchange.isHttp10();
      ClientWire.cutAnswer(exchange.inboundRequest, endsWithClose);
    }
    exchange.inboundResponse.reset(INTERNAL_ERROR);
  }

  /** What has been written may still be taken, for a while. */
  static void dropLater(Exchange exchange) {
    exchange.loop.schedule(() -> dropAtOnce(exchange), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /** What waits for a client that takes nothing would wait for ever. */
  static void dropAtOnce(Exchange exchange) {
    if (!exchange.isMultiplexed()) {
      ClientWire.closeAtOnce(exchange.inboundRequest);
    }
  }
}
