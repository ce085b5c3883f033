package org.rpicluster.balancer.vertx.line;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What was taken of a request's body, kept so that another member can be sent it; until it is too
 * much, or an answer has begun. Keeps references, no copies. On its event loop only.
 */
final class KeptBody {

  private final int bytesMax;

  /** Most requests have no body, and need no list for it. */
  private List<ByteBuf> pieces = Collections.emptyList();

  private int bytes;
  private boolean whole = true;
  private boolean ended;

  KeptBody(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Whether everything that was taken is here. */
  boolean isWhole() {
    return whole;
  }

  /** Whether nothing of the body is to come any more. */
  boolean hasEnded() {
    return ended;
  }

  /** Another piece, which stays the caller's. */
  void add(ByteBuf piece) {
    bytes += piece.readableBytes();
    if (whole && bytes <= bytesMax) {
      pieces = pieces.isEmpty() ? new ArrayList<>(2) : pieces;
      pieces.add(piece.retainedDuplicate());
    } else {
      drop();
    }
  }

  /** The body has ended. */
  void end() {
    ended = true;
  }

  /** Every piece; whoever takes it releases it. */
  List<ByteBuf> copies() {
    return pieces.stream().map(ByteBuf::retainedDuplicate).toList();
  }

  /** It will not be needed again. */
  void drop() {
    whole = false;
    pieces.forEach(ByteBuf::release);
    pieces = Collections.emptyList();
  }
}
