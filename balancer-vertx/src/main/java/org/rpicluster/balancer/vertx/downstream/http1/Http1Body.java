package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request under way on its way to its consumer: small pieces that one read brings
 * go on as one, long ones without a copy. Of a body that is held back nothing goes on; one without
 * a consumer is dropped. On the connection's event loop only.
 */
final class Http1Body {

  /** More than this goes on at once: what is short is worth a copy, and what is long is not. */
  private static final int TOGETHER_BYTES_MAX = 4 * 1024;

  private final ByteBufAllocator buffers;
  private @Nullable Consumer<ByteBuf> pieces;
  private @Nullable Runnable ended;
  private @Nullable Runnable malformed;
  private @Nullable ByteBuf gathered;
  private long bytes;
  private int wanted;
  private boolean paused;
  private boolean endDue;
  private boolean over;

  Http1Body(ByteBufAllocator buffers) {
    this.buffers = buffers;
  }

  /** From now on another request's, of which nothing has come. */
  void reset() {
    drop();
    pieces = null;
    ended = null;
    malformed = null;
    bytes = 0;
    wanted = 0;
    paused = false;
    endDue = false;
    over = false;
  }

  void onPieces(Consumer<ByteBuf> consumer) {
    pieces = consumer;
  }

  void onEnd(Runnable told) {
    ended = told;
  }

  void onMalformed(Runnable told) {
    malformed = told;
  }

  void pause() {
    paused = true;
    wanted = 0;
  }

  /** One piece goes on. */
  void fetch() {
    wanted++;
    goOn();
  }

  void resume() {
    paused = false;
    goOn();
  }

  private void goOn() {
    if (!isHeld()) {
      handOnGathered();
    }
    if (endDue && !isHeld()) {
      endDue = false;
      over();
    }
  }

  /** Whether nothing goes on for now. */
  boolean isHeld() {
    return paused && wanted == 0;
  }

  /** Whether all of it has come and was handed on. */
  boolean isOver() {
    return over;
  }

  long bytes() {
    return bytes;
  }

  /** So many bytes, which are the last that were read of what came. */
  void piece(Http1Input input, int length) {
    bytes += length;
    ByteBuf in = input.bytes();
    if (gathered == null && (length > TOGETHER_BYTES_MAX || !in.isReadable())) {
      handOn(input.piece(length));
    } else {
      gather(in, in.readerIndex() - length, length);
    }
  }

  private void gather(ByteBuf in, int from, int length) {
    ByteBuf before = gathered;
    if (before == null) {
      before = buffers.buffer(Math.max(length, Math.min(in.readableBytes(), TOGETHER_BYTES_MAX)));
      gathered = before;
    }
    before.writeBytes(in, from, length);
    if (before.readableBytes() > TOGETHER_BYTES_MAX) {
      readComplete();
    }
  }

  /** Nothing more came for now. */
  void readComplete() {
    if (!isHeld()) {
      handOnGathered();
    }
  }

  private void handOnGathered() {
    ByteBuf piece = gathered;
    gathered = null;
    if (piece != null) {
      handOn(piece);
    }
  }

  private void handOn(ByteBuf piece) {
    wanted -= wanted > 0 ? 1 : 0;
    if (pieces == null) {
      piece.release();
    } else {
      pieces.accept(piece);
    }
  }

  /** All of it has come. */
  void end() {
    readComplete();
    if (isHeld()) {
      endDue = true;
    } else {
      over();
    }
  }

  private void over() {
    over = true;
    if (ended != null) {
      ended.run();
    }
  }

  /** There is none, and there will be none. */
  void none() {
    over = true;
  }

  /**
   * It has broken off the grammar.
   *
   * @return whether the exchange was told
   */
  boolean broken() {
    readComplete();
    drop();
    Runnable told = malformed;
    malformed = null;
    if (told != null) {
      told.run();
    }
    return told != null;
  }

  /** Nothing of it is wanted any more. */
  void drop() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }
}
