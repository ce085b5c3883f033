package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/**
 * The part of a request's body that was taken, kept so that another member can be sent it; until it
 * is too much, its share of memory is used up, or an answer has begun. Large pieces are kept as
 * they are, small ones are copied behind each other: kept as it came, a byte would cost two
 * hundred. Used again for each body, with the room that a short one had. On its event loop only.
 */
final class KeptBody {

  /** A piece as large costs less than a fifth on top of itself. */
  private static final int SMALL_BYTES_MAX = 1024;

  /** A buffer, its duplicate and its place in the list: 170 B measured, on JDK 17. */
  private static final int PIECE_BYTES = 192;

  /** Room for small pieces: four times what there is of the body, so that most need one. */
  private static final int ROOM_BYTES_MIN = 256;

  private static final int ROOM_BYTES_MAX = 8 * SMALL_BYTES_MAX;

  /** Room for a call or a form stays for the next; more is given back. */
  private static final int SPARE_BYTES_MAX = 2 * SMALL_BYTES_MAX;

  /** How long the body will be is not known. */
  static final long UNKNOWN = -1;

  private final List<ByteBuf> pieces = new ArrayList<>(2);
  private int bytesMax;
  private long announced;
  private @Nullable MemoryCharge charge;
  private ByteBuf small = Unpooled.EMPTY_BUFFER;
  private ByteBuf spare = Unpooled.EMPTY_BUFFER;
  private int bytes;
  private boolean whole;
  private boolean ended;

  /**
   * For another body, of which nothing is here yet.
   *
   * @param bytesMax how much of the body is kept
   * @param announced how long it will be, or {@link #UNKNOWN}: of a short one no more room is made
   * @param share is charged what that costs
   */
  void begin(int bytesMax, long announced, MemoryShare share) {
    this.bytesMax = bytesMax;
    this.announced = announced;
    charge = new MemoryCharge(share);
    bytes = 0;
    whole = true;
    ended = false;
  }

  /** Whether everything that was taken is here. */
  boolean isWhole() {
    return whole;
  }

  /** Whether nothing of the body is to come any more. */
  boolean hasEnded() {
    return ended;
  }

  /** How much of the body is here, as long as all of it is. */
  int bytes() {
    return bytes;
  }

  /** Another piece, which stays the caller's. */
  void add(ByteBuf piece) {
    int more = piece.readableBytes();
    bytes = Math.min(bytes, bytesMax) + more; // or it would overflow
    if (!whole || more == 0) {
      return;
    }
    if (bytes > bytesMax || !held(piece)) {
      drop();
    }
  }

  /**
   * Another piece, which stays the caller's, if there is room for it; else all is as it was.
   *
   * @return whether it is kept
   */
  boolean offer(ByteBuf piece) {
    int more = piece.readableBytes();
    if (!whole || bytes + more > bytesMax || more > 0 && !held(piece)) {
      return false;
    }
    bytes += more;
    return true;
  }

  private boolean held(ByteBuf piece) {
    int more = piece.readableBytes();
    return more <= SMALL_BYTES_MAX ? append(piece) : keep(piece, more);
  }

  private boolean keep(ByteBuf piece, int cost) {
    small = Unpooled.EMPTY_BUFFER; // what comes next comes behind this piece
    return charge.grow(cost + PIECE_BYTES) && pieces.add(piece.retainedDuplicate());
  }

  private boolean append(ByteBuf piece) {
    int more = piece.readableBytes();
    if (small.maxWritableBytes() < more) {
      int room = roomFor(more);
      if (!charge.grow(room + PIECE_BYTES)) {
        return false;
      }
      small = spare.capacity() < room ? Unpooled.buffer(room, room) : spare;
      spare = Unpooled.EMPTY_BUFFER;
      pieces.add(small);
    }
    small.writeBytes(piece, piece.readerIndex(), more);
    return true;
  }

  private int roomFor(int more) {
    int usual = Math.min(ROOM_BYTES_MAX, 4 * Math.max(bytes, ROOM_BYTES_MIN / 4));
    boolean isShort = announced >= 0 && announced < usual;
    return Math.max(more, isShort ? (int) announced : usual);
  }

  /** The body has ended. */
  void end() {
    ended = true;
  }

  /** Every piece; the caller releases it. */
  List<ByteBuf> copies() {
    return pieces.stream().map(ByteBuf::retainedDuplicate).toList();
  }

  /** It will not be needed again. */
  void drop() {
    whole = false;
    for (int i = 0; i < pieces.size(); i++) {
      giveBack(pieces.get(i));
    }
    pieces.clear();
    small = Unpooled.EMPTY_BUFFER;
    charge.release();
  }

  /** The room is the next one's, unless a member is still sent what is in it. */
  private void giveBack(ByteBuf piece) {
    boolean isRoom = piece == small && piece.capacity() <= SPARE_BYTES_MAX;
    if (isRoom && piece.refCnt() == 1) {
      spare = piece.clear();
    } else {
      piece.release();
    }
  }
}
