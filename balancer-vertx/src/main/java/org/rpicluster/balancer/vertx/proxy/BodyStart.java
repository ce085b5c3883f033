package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/**
 * The beginning of a request's body, as far as it is known and here before a member is picked:
 * noted by {@link CheckMounting}, {@link AwaitBody} and {@link BufferBody}, and released with the
 * exchange if no member gets it, but for what its embedder has read. Most requests have none, and
 * no object for it. On its event loop only.
 */
final class BodyStart {

  /** Of all requests that are whole with their heads: nothing is noted in it. */
  private static final BodyStart NONE = new BodyStart(Unpooled.EMPTY_BUFFER);

  private final @Nullable ByteBuf read;
  private boolean unframed;
  private @Nullable ByteBuf first;
  private @Nullable KeptBody kept;

  private BodyStart(@Nullable ByteBuf read) {
    this.read = read;
  }

  /** To note something in it: in the one that all requests without a body share, nothing is. */
  private static BodyStart of(Exchange exchange) {
    if (exchange.bodyStart == NONE) {
      throw new IllegalStateException("a body follows a request that has ended with its head");
    }
    if (exchange.bodyStart == null) {
      exchange.bodyStart = new BodyStart(null);
    }
    return exchange.bodyStart;
  }

  /** All of it has been read by the embedder, whose it stays. */
  static void read(Exchange exchange, ByteBuf all) {
    exchange.bodyStart = new BodyStart(all);
  }

  /** The request has ended with its head. */
  static void none(Exchange exchange) {
    exchange.bodyStart = NONE;
  }

  /** All of it, if it is here from the start; null if none was read. */
  static @Nullable ByteBuf read(Exchange exchange) {
    return exchange.bodyStart == null ? null : exchange.bodyStart.read;
  }

  /** Whether the client sends one. */
  static boolean follows(Exchange exchange) {
    ByteBuf all = read(exchange);
    if (all != null) {
      return all.isReadable();
    }
    Fields fields = exchange.inbound.fields();
    return isUnframed(exchange)
        || fields.contains(HttpHeaderNames.TRANSFER_ENCODING)
        || fields.number(HttpHeaderNames.CONTENT_LENGTH) > 0;
  }

  /** How long it is at most, on the route that the exchange has. */
  static long bytesMost(Exchange exchange) {
    long most = exchange.rules.limits().bodyBytesMax();
    Route.ToCluster to = exchange.route();
    return to == null ? most : ofRoute(to.rewriting(), exchange).orElse(most);
  }

  private static OptionalLong ofRoute(Rewriting rewriting, Exchange exchange) {
    return rewriting.conditional().isEmpty()
        ? rewriting.bodyBytes()
        : rewriting.bodyBytes(new FieldFacts(exchange, null));
  }

  /** Whether the client has not sent all of it. */
  static boolean isOpen(Exchange exchange) {
    return follows(exchange) && !exchange.inbound.isBodyEnded();
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
    ByteBuf piece = exchange.bodyStart == null ? null : exchange.bodyStart.first;
    if (piece != null) {
      exchange.bodyStart.first = null;
    }
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
