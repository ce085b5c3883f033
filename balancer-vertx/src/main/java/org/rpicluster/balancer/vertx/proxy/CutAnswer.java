package org.rpicluster.balancer.vertx.proxy;

import java.time.Duration;

/**
 * Cuts an answer that has begun and cannot be finished: its client must see that it is not whole.
 * Stateless; on the exchange's event loop. RFC 9112 §8, RFC 9113 §8.1.
 */
final class CutAnswer {

  /** What waits for a client that takes nothing of an answer that is cut is dropped after this. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private CutAnswer() {}

  /** Ends the stream, or closes the connection behind what has been written. */
  static void of(Exchange exchange) {
    exchange.inbound.cut(exchange.unknownLength && exchange.isHttp10());
  }

  /** What has been written may still be taken, for a while. */
  static void dropLater(Exchange exchange) {
    exchange.inbound.later(LINGER, () -> dropAtOnce(exchange));
  }

  /** What waits for a client that takes nothing would wait for ever. */
  static void dropAtOnce(Exchange exchange) {
    if (!exchange.isMultiplexed()) {
      exchange.inbound.connection().closeNow();
    }
  }
}
