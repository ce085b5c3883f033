package org.rpicluster.balancer.vertx.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Buffers for a client's connection, none so small that a head fills it: Netty's encoder puts a
 * body behind the head where it finds room, and then both are one buffer and one promise instead of
 * two and four. Costs a copy of a short body. Any thread that the buffers beneath are for.
 */
public final class RoomyBuffers extends AbstractByteBufAllocator {

  /** As much as is read at least: a head and a body of a kilobyte, and Netty has buffers of it. */
  static final int BYTES_MIN = 2 * 1024;

  private final ByteBufAllocator buffers;

  /** Takes them from others. */
  public RoomyBuffers(ByteBufAllocator buffers) {
    super(true); // direct, as sockets want them
    this.buffers = buffers;
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    return buffers.heapBuffer(initialCapacity, maxCapacity);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return buffers.directBuffer(
        Math.min(maxCapacity, Math.max(BYTES_MIN, initialCapacity)), maxCapacity);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return buffers.isDirectBufferPooled();
  }
}
