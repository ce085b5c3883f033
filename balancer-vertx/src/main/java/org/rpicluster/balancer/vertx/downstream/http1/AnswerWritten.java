package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.netty.ReusedPromise;

/**
 * Netty's promise for the end of an answer: one for all answers of a connection, of which one is
 * under way at a time, and begun anew for each. It knows its only listener from the start. On the
 * connection's event loop only.
 */
final class AnswerWritten extends ReusedPromise {

  private final Http1Answer answer;
  private boolean isDue;
  private @Nullable Throwable failure;

  AnswerWritten(Channel channel, Http1Answer answer) {
    super(channel, channel.eventLoop());
    this.answer = answer;
  }

  /** The end of another answer is written. */
  ChannelPromise begin() {
    isDue = true;
    failure = null;
    return this;
  }

  @Override
  public boolean trySuccess(@Nullable Void nothing) {
    return complete(null);
  }

  @Override
  public boolean tryFailure(Throwable cause) {
    return complete(cause);
  }

  private boolean complete(@Nullable Throwable cause) {
    if (!isDue) {
      return false;
    }
    isDue = false;
    failure = cause;
    answer.taken(cause);
    return true;
  }

  @Override
  public boolean isDone() {
    return !isDue;
  }

  @Override
  public boolean isSuccess() {
    return !isDue && failure == null;
  }

  @Override
  public @Nullable Throwable cause() {
    return failure;
  }

  /** There is one, who is told. */
  @Override
  public ChannelPromise addListener(GenericFutureListener<? extends Future<? super Void>> other) {
    throw new UnsupportedOperationException("it has its only listener");
  }
}
