package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What is known and here of a request's body before a member is picked: noted by {@link AwaitBody}
 * and {@link BufferBody}, and released with the exchange if no member gets it. Most requests have
 * none. On its event loop only.
 */
final class BodyStart {

  private boolean unframed;
  private @Nullable ByteBuf first;
  private @Nullable KeptBody kept;

  private BodyStart() {}

  private static BodyStart of(Exchange exchange) {
    if (exchange.bodyStart == null) {
      exchange.bodyStart = new BodyStart();
    }
    return exchange.bodyStart;
  }

  /** A body follows though no field says so: only the end of its stream ends it. */
  static void unframed(Exchange exchange) {
    of(exchange).unframed = true;
  }

  /** Whether one does. */
  static boolean isUnframed(Exchange exchange) {
    return exchange.bodyStart != null && exchange.bodyStart.unframed;
  }

  /** A piece that has been taken from the client, and is the first that is sent on. */
  static void first(Exchange exchange, ByteBuf piece) {
    if (exchange.isSettled()) {
      piece.release();
    } else {
      of(exchange).first = piece;
    }
  }

  /** That piece, which is its taker's now; null if there is none. */
  static @Nullable ByteBuf takeFirst(Exchange exchange) {
    if (exchange.bodyStart == null) {
      return null;
    }
    ByteBuf piece = exchange.bodyStart.first;
    exchange.bodyStart.first = null;
    return piece;
  }

  /** What was kept before it is sent, as its cluster wants its length. */
  static void kept(Exchange exchange, KeptBody kept) {
    of(exchange).kept = kept;
  }

  /** The same; null if nothing was to be kept. */
  static @Nullable KeptBody kept(Exchange exchange) {
    return exchange.bodyStart == null ? null : exchange.bodyStart.kept;
  }

  /** Whether the body came without a length, and has one now, as all of it is here. */
  static boolean isWhole(Exchange exchange) {
    KeptBody kept = kept(exchange);
    return kept != null && kept.hasEnded();
  }

  /** The exchange is over: what is still here is not needed any more. */
  static void end(Exchange exchange) {
    ByteBuf left = takeFirst(exchange);
    if (left != null) {
      left.release();
    }
    KeptBody kept = kept(exchange);
    if (kept != null) {
      kept.drop();
    }
  }
}
