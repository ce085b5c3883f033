package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Fills a {@link Head} from what a connection brings, or one with trailers. What comes is copied
 * into the head's own bytes, a piece at a time, and looked at there: once. One for each connection;
 * on its event loop only. RFC 9112 §2.2.
 */
final class HeadReader {

  /** A usual head comes in one such piece; of a body behind it no more is copied in vain. */
  private static final int PIECE_BYTES = 1024;

  private final Head head;
  private final @Nullable FirstLineReader line;
  private final FieldLineReader fields;

  /**
   * A reader of heads, or of trailers.
   *
   * @param line what comes first; nothing before trailers
   */
  HeadReader(Head head, @Nullable FirstLineReader line, FieldLineReader fields) {
    this.head = head;
    this.line = line;
    this.fields = fields;
  }

  void reset() {
    head.reset();
    fields.reset();
    if (line != null) {
      line.reset();
    }
  }

  /** Whether anything but empty lines has come. */
  boolean hasBegun() {
    return line == null || line.hasBegun();
  }

  /** Whether its first line is whole. */
  boolean isLineRead() {
    return line == null || line.isDone();
  }

  MessageFault fault() {
    return line == null || line.fault == MessageFault.NONE ? fields.fault : line.fault;
  }

  /** Takes what there is, up to the end of the head; answers whether it is whole. */
  boolean read(ByteBuf in) {
    while (in.isReadable() && !fields.isDone() && fault() == MessageFault.NONE) {
      int from = head.bytes.end;
      int length = Math.min(in.readableBytes(), PIECE_BYTES);
      head.bytes.peek(in, length);
      int at = scan(from, from + length);
      in.skipBytes(at - from);
      // Of what is no head the rest is kept as well: a log shows how it began.
      head.bytes.end = fault() == MessageFault.NONE ? at : from + length;
    }
    return fields.isDone();
  }

  private int scan(int from, int end) {
    if (line == null || line.isDone()) {
      return fields.read(from, end);
    }
    int at = line.read(from, end);
    if (line.isDone()) {
      head.line.end = at;
      return fields.read(at, end);
    }
    return at;
  }
}
