package org.rpicluster.balancer.vertx.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import io.netty.util.internal.PlatformDependent;
import java.util.function.LongSupplier;

/**
 * Reads sockets in pieces as large as Netty finds useful, but the smaller the less memory is left
 * for buffers: a client that stalls holds a small share of what the others had left, so that it
 * never runs out. At the JVM's own bound a read would hold up its event loop for half a second, and
 * then fail. What flows is read into the {@link ReadBuffers} of its loop as long as one is free,
 * which takes nothing of what is left. Reads one counter for each piece. Any thread.
 */
public final class FairReads implements RecvByteBufAllocator {

  /**
   * Half of the memory for buffers is shared out; the other is for what is not read, TLS and heads
   * among it, and for pieces of the smallest size.
   */
  private static final int SHARED_PART = 2;

  /**
   * One piece is at most this share of what is left: 64 KiB, Netty's largest, of the 32 MiB that a
   * heap of 64 MiB has. A stalled exchange holds about three: one half written, one to be written,
   * and the room that a pool wastes.
   */
  private static final int SHARES = 512;

  /**
   * Holds most heads; for 2048 exchanges, as many as 64 MiB let in, three are 12 MiB. Measured: 13.
   */
  static final int PIECE_MIN = 2 * 1024;

  /**
   * Where pieces are below this, little is left. What waits for a peer would be many pieces then,
   * and each is to hold the share of a few.
   */
  private static final int SCARCE_BYTES = ReadBuffers.FLOWS_BYTES;

  /** What is shared out, and a tenth for what is read in pieces of the smallest size. */
  private static final int BUDGET_PERCENT = 60;

  private final LongSupplier used;
  private final long readMax;

  /**
   * Reads within a memory.
   *
   * @param used bytes of it that are taken
   * @param max how many bytes it has
   */
  FairReads(LongSupplier used, long max) {
    this.used = used;
    readMax = max / SHARED_PART;
  }

  /** Within the memory that the JVM has for buffers. */
  public static FairReads withinBuffers() {
    LongSupplier used =
        ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider counted
            ? counted.metric()::usedDirectMemory
            : () -> 0;
    return new FairReads(used, PlatformDependent.maxDirectMemory());
  }

  /** How much of that memory is in use at most, by all that is read in this way. */
  public static long budgetBytes() {
    return PlatformDependent.maxDirectMemory() / 100 * BUDGET_PERCENT;
  }

  /** The largest piece that may be read now. */
  int pieceMax() {
    long left = readMax - used.getAsLong();
    return (int) Math.max(PIECE_MIN, Math.min(Integer.MAX_VALUE, left / SHARES));
  }

  @Override
  @SuppressWarnings("deprecation") // the interface has it
  public Handle newHandle() {
    return new Fair((ExtendedHandle) AdaptiveRecvByteBufAllocator.DEFAULT.newHandle());
  }

  /**
   * Reads this socket in pieces of the smallest size, one in each turn of its event loop: of what
   * it brings, each byte costs as much as others' kilobytes. On its event loop.
   */
  public static void readLittle(Channel channel) {
    if (channel.unsafe().recvBufAllocHandle() instanceof Fair fair) {
      fair.little = true;
    }
  }

  /**
   * Whether the peer has closed its side, and epoll reads this socket to its end now, whatever was
   * asked for: only that makes its handle go on where nothing more is expected. Always false with
   * other transports, which read no further than they were asked. On its event loop.
   */
  public static boolean readsToItsEnd(Channel channel) {
    return channel.unsafe().recvBufAllocHandle() instanceof ExtendedHandle handle
        && handle.continueReading(() -> false);
  }

  /** What is useful for one socket, within what is fair. */
  private final class Fair extends DelegatingHandle implements ExtendedHandle {

    private final ExtendedHandle useful;
    private boolean little;

    Fair(ExtendedHandle useful) {
      super(useful);
      this.useful = useful;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      ReadBuffers own = ReadBuffers.ofLoop();
      int max = pieceMax();
      own.scarce(max < SCARCE_BYTES);
      return own.take(guess(max), allocator);
    }

    @Override
    public int guess() {
      return guess(pieceMax());
    }

    private int guess(int max) {
      return Math.min(useful.guess(), little ? PIECE_MIN : max);
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return !little && useful.continueReading(maybeMore);
    }
  }
}
