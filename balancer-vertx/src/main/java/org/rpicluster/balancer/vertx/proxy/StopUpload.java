package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import java.time.Duration;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;

/**
 * After stage 8: ends a body that still comes though its request has been answered. Over HTTP/1 it
 * is dropped for a while, as a close would destroy the answer, and then cut. Over HTTP/2 no more of
 * it is let through the window, and the stream ends behind the answer; but a body of which little
 * is left is on its way already, and ends by itself. Stateless; on the exchange's event loop. RFC
 * 9112 §9.6, RFC 9113 §8.1.
 */
final class StopUpload {

  /** Long enough for a client to read the answer: Apache and nginx linger 2 s and 5 s. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Half a stream's window: so much a client may always send while its body is taken. */
  private static final long LITTLE_BYTES = 32 * 1024;

  /** The answer is whole, and the rest of the request is not wanted (RFC 9113 §8.1). */
  private static final long NO_ERROR = 0x0;

  private StopUpload() {}

  /**
   * What is left of the request is of no use.
   *
   * @param answered when the answer has been written
   */
  static void behind(Exchange exchange, Future<Void> answered) {
    if (begin(exchange)) {
      answered.onSuccess(sent -> answered(exchange));
    }
  }

  /**
   * What is left of the request is of no use.
   *
   * @return whether {@link #answered} is to be told when the answer has been taken
   */
  static boolean begin(Exchange exchange) {
    InboundExchange inbound = exchange.inbound;
    if (inbound.isBodyEnded()) {
      return false;
    }
    if (exchange.isMultiplexed()) {
      return true;
    }
    if (!BodyStart.follows(exchange)) {
      return false;
    }
    inbound.onBody(ByteBuf::release);
    inbound.resumeBody();
    return true;
  }

  /** The answer has been taken. */
  static void answered(Exchange exchange) {
    if (exchange.isMultiplexed()) {
      // In another turn: whether the client has ended its stream is told after its head.
      exchange.loop.execute(() -> endStream(exchange));
    } else {
      exchange.inbound.later(LINGER, () -> close(exchange));
    }
  }

  private static void close(Exchange exchange) {
    if (!exchange.inbound.isBodyEnded()) {
      exchange.inbound.connection().close();
    }
  }

  private static void endStream(Exchange exchange) {
    if (exchange.inbound.isBodyEnded()) {
      return;
    }
    if (leftBytes(exchange) <= LITTLE_BYTES) {
      exchange.inbound.later(LINGER, () -> reset(exchange));
    } else {
      reset(exchange);
    }
  }

  /** Does nothing if both sides have ended the stream by now. */
  private static void reset(Exchange exchange) {
    exchange.inbound.reset(NO_ERROR);
  }

  private static long leftBytes(Exchange exchange) {
    String length = exchange.inbound.fields().get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null ? Long.MAX_VALUE : Long.parseLong(length) - exchange.inbound.bodyBytes();
  }
}
