package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What has come of the body of one HTTP/2 stream and has not gone on: one buffer, however small the
 * frames were that brought it. Of a stream that is held back it grows as far as the stream's window
 * lets it. On its event loop only.
 */
final class StreamBody {

  private final int stream;
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private int handedOver;
  private boolean held;
  private boolean due;

  StreamBody(int stream) {
    this.stream = stream;
  }

  int stream() {
    return stream;
  }

  /** A frame's bytes, which stay the caller's. */
  void add(ByteBuf data) {
    if (data.isReadable()) {
      waiting = waiting.capacity() == 0 ? Unpooled.buffer(data.readableBytes()) : waiting;
      waiting.writeBytes(data, data.readerIndex(), data.readableBytes());
    }
  }

  /** All that waits; from now on nothing does. */
  ByteBuf take() {
    ByteBuf all = waiting;
    waiting = Unpooled.EMPTY_BUFFER;
    return all;
  }

  /** So much lies behind this, where it waits until it is let go. */
  void handOver(int bytes) {
    handedOver += bytes;
  }

  int bytes() {
    return waiting.readableBytes();
  }

  /** Of the heap. */
  int cost() {
    return waiting.capacity() + handedOver;
  }

  boolean isHeld() {
    return held;
  }

  void hold() {
    held = true;
  }

  void letGo() {
    held = false;
    handedOver = 0;
  }

  /** Nothing of it is needed any more. */
  void drop() {
    take();
    handedOver = 0;
  }

  /**
   * It is to go on when the read is over.
   *
   * @return whether that is new
   */
  boolean isFirstDue() {
    boolean first = !due;
    due = true;
    return first;
  }

  void isDone() {
    due = false;
  }
}
