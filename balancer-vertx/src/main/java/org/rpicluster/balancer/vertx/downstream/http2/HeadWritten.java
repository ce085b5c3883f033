package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.netty.ReusedPromise;

/**
 * Netty's promise for heads behind which more of their streams comes: one for all of a connection,
 * as nothing waits for them, and never done. One that fails is told to the codec: within the call
 * that writes it by what that call returns, and later from here. On its event loop only.
 */
final class HeadWritten extends ReusedPromise {

  private final Http2LifecycleManager codec;
  private final ChannelHandlerContext ctx;
  private boolean writing;
  private @Nullable Throwable failure;

  HeadWritten(Http2LifecycleManager codec, ChannelHandlerContext ctx) {
    super(ctx.channel(), ctx.executor());
    this.codec = codec;
    this.ctx = ctx;
  }

  /** Another head is about to be written. */
  ChannelPromise begin() {
    writing = true;
    failure = null;
    return this;
  }

  /** That call has returned. */
  void written() {
    writing = false;
    failure = null;
  }

  @Override
  public boolean trySuccess(@Nullable Void nothing) {
    return true;
  }

  @Override
  public boolean tryFailure(Throwable cause) {
    if (writing) {
      failure = cause;
    } else {
      codec.onError(ctx, true, cause);
    }
    return true;
  }

  @Override
  public boolean isDone() {
    return false;
  }

  @Override
  public boolean isSuccess() {
    return false;
  }

  @Override
  public @Nullable Throwable cause() {
    return failure;
  }

  /** That of the codec's encoder, which tells of a failure what is told from here. */
  @Override
  public ChannelPromise addListener(GenericFutureListener<? extends Future<? super Void>> other) {
    return this;
  }
}
