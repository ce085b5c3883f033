package org.rpicluster.balancer.program.demo;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * The bytes of the large file: eight at a time, each eight the scrambled number of their place. So
 * no two blocks are alike, and one that is lost, doubled or out of place shows in the checksum.
 * Stateless. [1] The scrambling is SplitMix64: Steele, Lea, Flood, 2014.
 */
final class LargeContent {

  /** 64 MiB. */
  static final long BYTES = 64L << 20;

  private static final int BLOCK_BYTES = 64 << 10;

  private LargeContent() {}

  /** The bytes from {@code offset} to the end of its block, or to {@code end} if that is nearer. */
  static Buffer from(long offset, long end) {
    long blockStart = offset - offset % BLOCK_BYTES;
    int from = (int) (offset - blockStart);
    int to = (int) Math.min(BLOCK_BYTES, end - blockStart);
    return Buffer.buffer(block(blockStart)).slice(from, to);
  }

  private static byte[] block(long start) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    for (long word = start / Long.BYTES; block.hasRemaining(); word++) {
      block.putLong(scrambled(word));
    }
    return block.array();
  }

  private static long scrambled(long word) {
    long z = (word + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
