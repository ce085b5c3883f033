package org.rpicluster.balancer.vertx.http.codec;

import io.netty.buffer.ByteBuf;

/**
 * Reads a body in chunks, up to the line of the last one. Data is not looked at, but counted. There
 * may not be much more of extensions than of data. One for each connection; on its event loop only.
 * RFC 9112 §7.1.
 */
final class ChunkReader {

  /** So much more of extensions than of data may have come: CVE-2023-39326. */
  static final int EXTENSION_BYTES_AHEAD = 16 * 1024;

  private enum State {
    LINE,
    DATA,
    DATA_CR,
    DATA_LF,
    OVER
  }

  private final ChunkLineReader line = new ChunkLineReader();
  private final long bodyBytesMax;
  private MessageFault fault = MessageFault.NONE;
  private State state = State.LINE;
  private long left;
  private long bodyBytesLeft;
  private long extensionBytes;

  ChunkReader(long bodyBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
  }

  void reset() {
    fault = MessageFault.NONE;
    state = State.LINE;
    line.reset();
    bodyBytesLeft = bodyBytesMax;
    extensionBytes = 0;
  }

  MessageFault fault() {
    return fault;
  }

  /** Whether the line of the last chunk was read. */
  boolean isOver() {
    return state == State.OVER;
  }

  /** Takes what there is, up to the end of a piece of data; answers how long that is, or 0. */
  int read(ByteBuf in) {
    while (in.isReadable() && state != State.OVER && fault == MessageFault.NONE) {
      if (state == State.DATA) {
        return data(in);
      }
      step(in.readByte());
    }
    return 0;
  }

  private int data(ByteBuf in) {
    int length = (int) Math.min(left, in.readableBytes());
    in.skipBytes(length);
    left -= length;
    extensionBytes = Math.max(0, extensionBytes - length);
    state = left == 0 ? State.DATA_CR : State.DATA;
    return length;
  }

  private void step(byte b) {
    if (state == State.LINE) {
      if (line.read(b)) {
        begin();
      } else {
        fault = line.fault();
      }
    } else if (b != (state == State.DATA_CR ? Octets.CR : Octets.LF)) {
      fault = MessageFault.CHUNK_END;
    } else {
      state = state == State.DATA_CR ? State.DATA_LF : State.LINE;
    }
  }

  private void begin() {
    extensionBytes += line.extensionBytes();
    left = line.size();
    if (extensionBytes > EXTENSION_BYTES_AHEAD) {
      fault = MessageFault.EXTENSIONS_TOO_LARGE;
    } else if (left > bodyBytesLeft) {
      fault = MessageFault.BODY_TOO_LARGE;
    }
    bodyBytesLeft -= left;
    state = left == 0 ? State.OVER : State.DATA;
    line.reset();
  }
}
