package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * Netty's promise for the end of an answer: one for all answers of a connection, of which one is
 * under way at a time, and begun anew for each. It knows its only listener from the start. On the
 * connection's event loop only.
 */
final class AnswerWritten extends DefaultChannelPromise {

  private final Http1Answer answer;
  private boolean isDue;
  private @Nullable Throwable failure;

  AnswerWritten(Channel channel, Http1Answer answer) {
    super(channel);
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
  public ChannelPromise setSuccess(@Nullable Void nothing) {
    complete(null);
    return this;
  }

  @Override
  public ChannelPromise setFailure(Throwable cause) {
    complete(cause);
    return this;
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

  /** It cannot be cancelled in any case. */
  @Override
  public boolean setUncancellable() {
    return true;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return false;
  }

  /** There is one, who is told. */
  @Override
  public ChannelPromise addListener(GenericFutureListener<? extends Future<? super Void>> other) {
    throw new UnsupportedOperationException("it has its only listener");
  }
}
