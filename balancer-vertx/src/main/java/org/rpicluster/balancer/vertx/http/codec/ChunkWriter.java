package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;

/**
 * Writes what stands around the pieces of a body in chunks; the pieces themselves are not touched.
 * No allocation; stateless. RFC 9112 §7.1.
 */
public final class ChunkWriter {

  /** The most bytes that stand around one piece: sixteen digits and two line ends. */
  public static final int FRAME_BYTES_MAX = 20;

  private static final int LINE_END = 0x0D0A;

  private ChunkWriter() {}

  /**
   * What stands before a piece.
   *
   * @param size of it, above 0: a chunk without bytes would be the last
   */
  public static void begin(long size, ByteBuf out) {
    if (size <= 0) {
      throw new IllegalArgumentException("size: " + size + " (expected: 1 or more)");
    }
    for (int bits = (Long.SIZE - 1 - Long.numberOfLeadingZeros(size)) & ~3; bits >= 0; bits -= 4) {
      out.writeByte(Character.forDigit((int) (size >>> bits) & 0xF, 16));
    }
    out.writeShort(LINE_END);
  }

  /** What stands behind a piece. */
  public static void end(ByteBuf out) {
    out.writeShort(LINE_END);
  }

  /** The end of a body without trailers. */
  public static void last(ByteBuf out) {
    beginLast(out);
    out.writeShort(LINE_END);
  }

  /** The end of a body, with the fields of {@code trailers}. */
  public static void last(Head trailers, ByteBuf out) {
    beginLast(out);
    HeadWriter.writeFields(trailers, out);
    out.writeShort(LINE_END);
  }

  private static void beginLast(ByteBuf out) {
    out.writeByte('0');
    out.writeShort(LINE_END);
  }
}
