package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.Future;

/**
 * A piece of an answer's body while it waits for its stream's window, and the promise that the
 * connection takes it: one object, where Netty's encoder has a queue for each piece and two
 * promises. What the window lets through is written; a write that fails is told to the codec. On
 * the connection's event loop only. RFC 9113 §6.1, §6.9.
 */
final class AnswerPiece extends DefaultChannelPromise implements FlowControlled {

  private final ClientSessionHandler handler;
  private final ChannelHandlerContext ctx;
  private final Http2Stream stream;
  private final boolean isLast;
  private ByteBuf left;

  /**
   * A piece of which nothing is written.
   *
   * @param bytes are released here
   * @param isLast whether the stream ends with it
   */
  AnswerPiece(
      ClientSessionHandler handler,
      ChannelHandlerContext ctx,
      Http2Stream stream,
      ByteBuf bytes,
      boolean isLast) {
    super(ctx.channel(), ctx.executor());
    this.handler = handler;
    this.ctx = ctx;
    this.stream = stream;
    this.isLast = isLast;
    left = bytes;
  }

  /** Enters the window of its stream, if that still takes any. */
  ChannelFuture send() {
    switch (stream.state()) {
      case OPEN, HALF_CLOSED_REMOTE ->
          handler.encoder().flowController().addFlowControlled(stream, this);
      default -> drop(new IllegalStateException("the stream takes no more: " + stream.state()));
    }
    return this;
  }

  private void drop(Throwable cause) {
    left.release();
    left = Unpooled.EMPTY_BUFFER;
    super.tryFailure(cause);
  }

  @Override
  public int size() {
    return left.readableBytes();
  }

  @Override
  public void write(ChannelHandlerContext here, int allowed) {
    int bytes = Math.min(left.readableBytes(), allowed);
    if (bytes < left.readableBytes()) {
      writePart(bytes);
      return;
    }
    ByteBuf rest = left;
    left = Unpooled.EMPTY_BUFFER;
    if (isLast || bytes > 0) {
      handler.encoder().frameWriter().writeData(ctx, stream.id(), rest, 0, isLast, this);
    } else {
      ctx.write(rest, this); // nothing, but in its turn
    }
  }

  private void writePart(int bytes) {
    if (bytes > 0) {
      ByteBuf part = left.readRetainedSlice(bytes);
      ChannelPromise written = ctx.newPromise();
      written.addListener(this::failIfLost);
      handler.encoder().frameWriter().writeData(ctx, stream.id(), part, 0, false, written);
    }
  }

  private void failIfLost(Future<?> written) {
    if (!written.isSuccess()) {
      error(ctx, written.cause());
    }
  }

  /** All of it is on its way. */
  @Override
  public void writeComplete() {
    if (isLast) {
      handler.closeStreamLocal(stream, this);
    }
  }

  /** It never will be: its stream is closed, or its connection is lost. */
  @Override
  public void error(ChannelHandlerContext here, Throwable cause) {
    drop(cause);
    handler.onError(ctx, true, cause);
  }

  /** A write has failed. */
  @Override
  public boolean tryFailure(Throwable cause) {
    boolean first = super.tryFailure(cause);
    if (first) {
      handler.onError(ctx, true, cause);
    }
    return first;
  }

  /** Each is a frame of its own. */
  @Override
  public boolean merge(ChannelHandlerContext here, FlowControlled next) {
    return false;
  }
}
