package org.rpicluster.balancer.vertx.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * The two buffers into which an event loop reads again and again: a short one, as heads are copied
 * out of it, and a short body as well; and a long one for what flows, which a socket that takes all
 * of it has left when the next one is read, so that the bytes never leave the processor's cache.
 * Whether one is free, the count of its holders says; while there is one, others are made. For each
 * event loop, and released with it; on that loop only.
 */
final class ReadBuffer {

  /**
   * Twice Netty's largest piece: an answer of 64 KiB comes with its head, and what a second reading
   * would find of it alone costs as much as a request. A sixteenth of a usual processor's cache.
   */
  static final int LONG_BYTES = 128 * 1024;

  /** From here on there is more to come: what is shorter shall not hold so much. */
  static final int FLOWS_BYTES = 16 * 1024;

  /** Of the thread, as nothing else knows where a socket is read, and tells of its end. */
  private static final FastThreadLocal<ReadBuffer> OF_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected ReadBuffer initialValue() {
          return new ReadBuffer();
        }

        @Override
        protected void onRemoval(ReadBuffer over) {
          over.release();
        }
      };

  private @Nullable ByteBuf shortOne;
  private @Nullable ByteBuf longOne;

  private ReadBuffer() {}

  /** That of the event loop whose thread asks. */
  static ReadBuffer ofLoop() {
    return OF_LOOP.get();
  }

  /**
   * Room for a read, to be released once.
   *
   * @param bytes at least
   */
  ByteBuf take(int bytes, ByteBufAllocator allocator) {
    if (bytes <= FairReads.PIECE_MIN) {
      shortOne = keptOr(shortOne, FairReads.PIECE_MIN, allocator);
      return freeOr(shortOne, bytes, allocator);
    }
    if (bytes >= FLOWS_BYTES) {
      longOne = keptOr(longOne, LONG_BYTES, allocator);
      return freeOr(longOne, bytes, allocator);
    }
    return allocator.ioBuffer(bytes);
  }

  private static ByteBuf keptOr(@Nullable ByteBuf kept, int bytes, ByteBufAllocator allocator) {
    return kept == null ? allocator.directBuffer(bytes, bytes) : kept;
  }

  private static ByteBuf freeOr(ByteBuf kept, int bytes, ByteBufAllocator allocator) {
    return kept.refCnt() == 1 ? kept.clear().retain() : allocator.ioBuffer(bytes);
  }

  private void release() {
    releaseIfMade(shortOne);
    releaseIfMade(longOne);
    shortOne = null;
    longOne = null;
  }

  private static void releaseIfMade(@Nullable ByteBuf kept) {
    if (kept != null) {
      kept.release();
    }
  }
}
