package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * The member's end of a request's body: one member after the other has it, if it is sent again.
 * {@link SendBody} says which. On its event loop only.
 */
abstract class BodyToMember {

  protected final ExchangeParts parts;

  /** The exchange with the member that has it now, lent until the try has failed. */
  private @Nullable UpstreamExchange upstream;

  BodyToMember(ExchangeParts parts) {
    this.parts = parts;
  }

  /** From now on it goes there. */
  protected final void to(UpstreamExchange lent) {
    upstream = lent;
  }

  /** Where it goes. */
  protected final UpstreamExchange upstream() {
    return upstream;
  }

  /** Whether a try has it. */
  final boolean hasMember() {
    return upstream != null;
  }

  /** Whether the member takes more of it now. */
  final boolean isWritable() {
    return upstream != null && upstream.isWritable();
  }

  /** Sends a piece, and takes over its release. */
  final void forward(ByteBuf piece) {
    if (upstream == null) {
      piece.release();
      return;
    }
    parts.tries.last().counters().addBytesToMember(piece.readableBytes());
    upstream.sendBody(piece);
  }

  /** The member that has it gets no more of it. */
  final void leaveMember() {
    upstream = null;
  }
}
