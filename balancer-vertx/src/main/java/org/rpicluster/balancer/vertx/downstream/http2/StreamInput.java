package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of one stream, no faster than it is wanted. A long piece goes on as it came; short ones
 * that one read brings go on together, however small their frames; of what is held back one buffer
 * is kept, and its bytes are not given back to the client's window: that bounds it. What has come
 * while no one listens is dropped unless it is held back. Its length must be the one announced.
 *
 * <p>Costs a copy of what is short or held back. On its event loop only. RFC 9113 §6.9, §8.1.1.
 */
final class StreamInput {

  /** More than this goes on at once: what is short is worth a copy, and what is long is not. */
  private static final int TOGETHER_BYTES_MAX = 4 * 1024;

  private final ClientSessionHandler handler;
  private final Http2Stream stream;
  private final long announced;
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private int owed;
  private boolean flowing = true;
  private int wanted;
  private boolean due;
  private long came;
  private boolean endCame;
  private boolean endTold;
  private @Nullable Consumer<ByteBuf> pieces;
  private @Nullable Runnable ended;

  /**
   * The body of a stream.
   *
   * @param announced its length; less than 0 if it is not said
   * @param isEmpty whether there is none: the stream has ended with its head
   */
  StreamInput(ClientSessionHandler handler, Http2Stream stream, long announced, boolean isEmpty) {
    this.handler = handler;
    this.stream = stream;
    this.announced = announced;
    endCame = isEmpty;
    endTold = isEmpty;
  }

  void onBody(Consumer<ByteBuf> to) {
    pieces = to;
  }

  void onEnd(Runnable told) {
    if (endTold) {
      told.run();
    } else {
      ended = told;
    }
  }

  void pause() {
    flowing = false;
    wanted = 0;
  }

  void resume() {
    flowing = true;
    deliver();
  }

  void fetch() {
    wanted++;
    deliver();
  }

  boolean isEnded() {
    return endTold;
  }

  long bytes() {
    return came;
  }

  /**
   * Takes what one frame brings.
   *
   * @return how many bytes of the window are free again
   * @throws Http2Exception if it is not what was announced, or there is no room for it
   */
  int received(ByteBuf data, int padding, boolean ends) throws Http2Exception {
    int bytes = data.readableBytes();
    came += bytes;
    checkLength(ends);
    endCame |= ends;
    boolean passes = isWanted() && !waiting.isReadable() && (ends || isLong(bytes));
    if (passes && bytes > 0) {
      handOn(data.retainedSlice());
    } else if (bytes > 0) {
      keep(data, bytes);
    }
    if (ends) {
      deliver();
    } else if (!passes && bytes > 0) {
      await();
    }
    return passes ? bytes + padding : padding;
  }

  private void checkLength(boolean ends) throws Http2Exception {
    if (announced >= 0 && (came > announced || ends && came < announced)) {
      throw malformed("a body that is not as long as its content-length");
    }
  }

  /** What comes makes the request malformed. RFC 9113 §8.1.1. */
  Http2Exception malformed(String words) {
    return Http2Exception.streamError(stream.id(), Http2Error.PROTOCOL_ERROR, words);
  }

  private static boolean isLong(int bytes) {
    return bytes > TOGETHER_BYTES_MAX;
  }

  private boolean isWanted() {
    return flowing || wanted > 0;
  }

  private void keep(ByteBuf data, int bytes) throws Http2Exception {
    int before = waiting.capacity();
    waiting = before == 0 ? Unpooled.buffer(bytes) : waiting;
    waiting.writeBytes(data, data.readerIndex(), bytes);
    owed += bytes;
    handler.bodies().changed(waiting.capacity() - before);
  }

  private void await() throws Http2Exception {
    if (!isWanted()) {
      handler.bodies().requireRoom();
    } else if (isLong(waiting.readableBytes())) {
      deliver();
    } else if (!due) {
      due = true;
      handler.bodies().due(this);
    }
  }

  void readComplete() {
    due = false;
    deliver();
  }

  /** The trailers have come: there is nothing behind them. */
  void trailersCame() throws Http2Exception {
    checkLength(true);
    endCame = true;
    deliver();
  }

  /** Hands on what is there, as far as it is wanted; either call may change that. */
  private void deliver() {
    if (waiting.isReadable() && isWanted()) {
      ByteBuf piece = take();
      int bytes = owed;
      owed = 0;
      handler.taken(stream, bytes);
      handOn(piece);
    }
    if (endCame && !endTold && !waiting.isReadable() && isWanted()) {
      endTold = true;
      if (ended != null) {
        handler.guarded(stream, ended);
      }
    }
  }

  private ByteBuf take() {
    ByteBuf all = waiting;
    waiting = Unpooled.EMPTY_BUFFER;
    handler.bodies().changed(-all.capacity());
    return all;
  }

  private void handOn(ByteBuf piece) {
    wanted = Math.max(0, wanted - 1);
    if (pieces == null) {
      piece.release();
      return;
    }
    try {
      pieces.accept(piece);
    } catch (RuntimeException | Error e) {
      handler.failedHere(stream, e);
    }
  }

  /** The stream is closed: nothing of it is needed any more. */
  void drop() {
    take().release();
    endTold = true; // nor is its end
    pieces = null;
    ended = null;
  }
}
