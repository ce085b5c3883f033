package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Something that is done to a connection after a time, and not at all if it is closed before: a
 * timer that ran on would hold whatever belongs to the connection for as long, and clients that
 * come and go quickly would fill the heap. Costs a timer and two listeners; on the connection's
 * event loop only.
 */
public final class ChannelTimer {

  private ChannelTimer() {}

  /** Runs a task on the channel's event loop after a time, if the channel is still open then. */
  public static void schedule(Channel channel, Duration after, Runnable task) {
    Future<?> timer = channel.eventLoop().schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
    FutureListener<Void> closed = any -> timer.cancel(false);
    channel.closeFuture().addListener(closed);
    timer.addListener(over -> channel.closeFuture().removeListener(closed));
  }
}
