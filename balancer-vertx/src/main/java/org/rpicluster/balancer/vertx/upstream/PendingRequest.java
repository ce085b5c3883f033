package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * An exchange that has no connection yet, over any protocol: it waits until it gets one, its time
 * is up, or it is called off. Once one of these has happened it ignores every call. A timer while
 * it waits for others; on its event loop only.
 */
public abstract class PendingRequest implements Opening {

  private final EventLoop loop;
  private @Nullable UpstreamListener listener;
  private @Nullable Future<?> timer;

  /** One that waits on this event loop, and whose listener is told what comes of it. */
  protected PendingRequest(EventLoop loop, UpstreamListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /** From now on it waits in line, for so long at most. */
  public final void waitAtMost(Duration most) {
    timer = loop.schedule(this::timedOut, most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Its time is up. */
  protected abstract void timedOut();

  /** It is called off: its place in line is free. */
  protected abstract void leave();

  /** Whether its listener still waits for it. */
  public final boolean isWanted() {
    return listener != null;
  }

  /** It waits in line no longer. */
  protected final void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Ends it; gives the listener that is to be told, or nothing if it has ended already. */
  protected final @Nullable UpstreamListener end() {
    stopTimer();
    UpstreamListener told = listener;
    listener = null;
    return told;
  }

  /** It gets no connection, and its place in line is free. */
  final void refuse(Kind kind, String detail) {
    UpstreamListener told = end();
    leave();
    if (told != null) {
      told.failed(new UpstreamFailure(kind, true, detail));
    }
  }

  /** It gets no connection, and is in no line. */
  public final void fail(Kind kind, String detail) {
    UpstreamListener told = end();
    if (told != null) {
      told.failed(new UpstreamFailure(kind, true, detail));
    }
  }

  @Override
  public final void cancel() {
    end();
    leave();
  }
}
