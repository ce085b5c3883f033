package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A promise of Netty's that is used for one write after the other, so that none has to be made for
 * each. It is never cancelled; what a write ends with, the subclass is told by {@code trySuccess}
 * and {@code tryFailure}. No allocation after its own. On its channel's event loop only.
 */
public abstract class ReusedPromise extends DefaultChannelPromise {

  /** Of a channel, on an executor of its pipeline. */
  protected ReusedPromise(Channel channel, EventExecutor executor) {
    super(channel, executor);
  }

  @Override
  public abstract boolean trySuccess(@Nullable Void nothing);

  @Override
  public abstract boolean tryFailure(Throwable cause);

  @Override
  public final ChannelPromise setSuccess(@Nullable Void nothing) {
    trySuccess(nothing);
    return this;
  }

  @Override
  public final ChannelPromise setFailure(Throwable cause) {
    tryFailure(cause);
    return this;
  }

  /** It cannot be cancelled in any case. */
  @Override
  public final boolean setUncancellable() {
    return true;
  }

  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return false;
  }
}
