package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;

/**
 * The bytes of a client that are not read yet: of a body that is held back, or behind a request
 * that is not answered. They are charged, and while they wait nothing more is taken from the
 * socket. Nothing is copied unless some waits while more comes. One for each connection, on its
 * event loop only. RFC 9112 §9.3.2.
 */
final class Http1Input {

  /** Behind a request that is not answered: as much as the first read of a connection brings. */
  private static final int PIPELINED_BYTES_MAX = 2 * 1024;

  private final ChannelHandlerContext ctx;
  private final HeldByConnection charged;
  private final StoppedInput socket;
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private int headBytes;
  private boolean holds;

  Http1Input(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    charged = HeldByConnection.of(ctx.channel());
    socket = new StoppedInput(ctx);
  }

  /** More has come. */
  void add(ByteBuf more) {
    if (!waiting.isReadable()) {
      waiting.release();
      waiting = more;
    } else {
      join(more);
    }
  }

  /** Pieces of it may have been handed on, and still be in use: what is written stays. */
  private void join(ByteBuf more) {
    int length = waiting.readableBytes() + more.readableBytes();
    if (waiting.writableBytes() < more.readableBytes()) {
      ByteBuf roomier = ctx.alloc().buffer(Math.max(length, 2 * waiting.readableBytes()));
      roomier.writeBytes(waiting);
      waiting.release();
      waiting = roomier;
    }
    waiting.writeBytes(more);
    more.release();
  }

  /** What is to be read next. */
  ByteBuf bytes() {
    return waiting;
  }

  /**
   * The last that were read, so many; with nothing behind them they take along what they came in.
   */
  ByteBuf piece(int length) {
    int from = waiting.readerIndex() - length;
    if (waiting.isReadable()) {
      return waiting.retainedSlice(from, length);
    }
    ByteBuf last = waiting.readerIndex(from);
    waiting = Unpooled.EMPTY_BUFFER;
    return last;
  }

  boolean isEmpty() {
    return !waiting.isReadable();
  }

  /** All of it is read: nothing is held any more, and more may come. */
  void taken() {
    if (waiting != Unpooled.EMPTY_BUFFER) {
      waiting.release();
      waiting = Unpooled.EMPTY_BUFFER;
    }
    if (holds) {
      holds = false;
      charged.ahead(0);
      charged.head(headBytes);
      socket.goOn();
    }
  }

  /**
   * A head or trailers under way are so large.
   *
   * @return whether there is room for them
   */
  boolean chargeHead(int bytes) {
    if (bytes == headBytes) {
      return true;
    }
    headBytes = bytes;
    return charged.head(bytes);
  }

  /** What is there waits for the answer to the request before it. */
  void holdPipelined() {
    int bytes = waiting.readableBytes();
    if (bytes == 0) {
      taken();
      return;
    }
    holds = true;
    if (bytes > PIPELINED_BYTES_MAX || !charged.head(headBytes + bytes)) {
      socket.stop();
    }
  }

  /**
   * What is there belongs to a body that is held back.
   *
   * @return whether there is room for it
   */
  boolean holdBody() {
    if (isEmpty()) {
      return true;
    }
    holds = true;
    socket.stop();
    return charged.ahead(waiting.capacity());
  }

  /** It goes to another owner. */
  ByteBuf handOver() {
    ByteBuf rest = waiting;
    waiting = Unpooled.EMPTY_BUFFER;
    taken();
    return rest;
  }

  /** Nothing of it will be read. */
  void drop() {
    handOver().release();
  }
}
