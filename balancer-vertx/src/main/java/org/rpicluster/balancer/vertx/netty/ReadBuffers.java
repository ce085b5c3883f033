package org.rpicluster.balancer.vertx.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The buffers into which an event loop reads again and again: a short one, as heads are copied out
 * of it, and a short body as well; and a few long ones for what flows, of which a socket that takes
 * all of it has left the first when the next one is read, so that the bytes never leave the
 * processor's cache. Whether one is free, the count of its holders says; where none is, others are
 * made. For each event loop, and released with it; on that loop only.
 */
final class ReadBuffers {

  /**
   * Twice Netty's largest piece: an answer of 64 KiB comes with its head, and what a second reading
   * would find of it alone costs as much as a request. A sixteenth of a usual processor's cache.
   */
  static final int LONG_BYTES = 128 * 1024;

  /**
   * One is enough where all clients take what comes; each of the others is for a slow one that
   * holds a piece for a while. Half a MiB a loop is all that such clients hold of them.
   */
  static final int LONG_COUNT = 4;

  /** From here on there is more to come: what is shorter shall not hold so much. */
  static final int FLOWS_BYTES = 16 * 1024;

  /** Of the thread, as nothing else knows where a socket is read, and tells of its end. */
  private static final FastThreadLocal<ReadBuffers> OF_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected ReadBuffers initialValue() {
          return new ReadBuffers();
        }

        @Override
        protected void onRemoval(ReadBuffers over) {
          over.release();
        }
      };

  private final @Nullable ByteBuf[] shortOne = new ByteBuf[1];
  private final @Nullable ByteBuf[] longOnes = new ByteBuf[LONG_COUNT];

  private boolean scarce;

  private ReadBuffers() {}

  /** Those of the event loop whose thread asks. */
  static ReadBuffers ofLoop() {
    return OF_LOOP.get();
  }

  /** Whether there is little memory left to read into, as the last read has found. */
  boolean isScarce() {
    return scarce;
  }

  void scarce(boolean found) {
    scarce = found;
  }

  /**
   * Room for a read, to be released once.
   *
   * @param bytes at least
   */
  ByteBuf take(int bytes, ByteBufAllocator allocator) {
    if (bytes <= FairReads.PIECE_MIN) {
      return freeOf(shortOne, FairReads.PIECE_MIN, bytes, allocator);
    }
    if (bytes >= FLOWS_BYTES) {
      return freeOf(longOnes, LONG_BYTES, bytes, allocator);
    }
    return allocator.ioBuffer(bytes);
  }

  /** The first that is free, as it is the one that the processor knows best. */
  private static ByteBuf freeOf(
      @Nullable ByteBuf[] kept, int capacity, int bytes, ByteBufAllocator allocator) {
    for (int i = 0; i < kept.length; i++) {
      ByteBuf each = kept[i];
      if (each == null) {
        each = allocator.directBuffer(capacity, capacity);
        kept[i] = each;
      }
      if (each.refCnt() == 1) {
        return each.clear().retain();
      }
    }
    return allocator.ioBuffer(bytes);
  }

  private void release() {
    release(shortOne);
    release(longOnes);
  }

  private static void release(@Nullable ByteBuf[] kept) {
    for (ByteBuf each : kept) {
      if (each != null) {
        each.release();
      }
    }
    Arrays.fill(kept, null);
  }
}
