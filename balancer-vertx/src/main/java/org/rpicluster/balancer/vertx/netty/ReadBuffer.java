package org.rpicluster.balancer.vertx.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * The buffer into which an event loop reads what is short, again and again: heads are copied out of
 * it, and a short body as well, so that it is mostly free when the next socket is read. Whether it
 * is, the count of its holders says; while there is one, others are made. One for each event loop,
 * and released with it; on that loop only.
 */
final class ReadBuffer {

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

  private @Nullable ByteBuf kept;

  private ReadBuffer() {}

  /** That of the event loop whose thread asks. */
  static ReadBuffer ofLoop() {
    return OF_LOOP.get();
  }

  /**
   * Room for a read, to be released once.
   *
   * @param bytes at least; {@link FairReads#PIECE_MIN} at most
   */
  ByteBuf take(int bytes, ByteBufAllocator allocator) {
    if (kept == null) {
      kept = allocator.directBuffer(FairReads.PIECE_MIN, FairReads.PIECE_MIN);
    }
    return kept.refCnt() == 1 ? kept.clear().retain() : allocator.ioBuffer(bytes);
  }

  private void release() {
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }
}
