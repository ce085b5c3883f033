package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.ConnectionLimit;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * An exchange that has no connection yet: first in line for a place, perhaps, then until its
 * connection stands; and nobody's any more once it was called off. On its event loop only, but for
 * {@link #granted}.
 */
final class PendingExchange implements Opening, ConnectionLimit.Applicant {

  private final Http1Pool pool;
  private final EventLoop loop;
  private final ConnectionLimit limit;
  private @Nullable UpstreamListener listener;
  private @Nullable Future<?> patience;

  PendingExchange(
      Http1Pool pool, EventLoop loop, ConnectionLimit limit, UpstreamListener listener) {
    this.pool = pool;
    this.loop = loop;
    this.limit = limit;
    this.listener = listener;
  }

  /** Tells the listener how to call it off. */
  void begin() {
    listener.opening(this);
  }

  void waitAtMost(Duration acquireTimeout) {
    patience = loop.schedule(this::waitedTooLong, acquireTimeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void waitedTooLong() {
    if (limit.leave(this)) {
      pool.forget(this);
      fail(Kind.NO_CONNECTION, "all connections in use");
    }
  }

  @Override
  public void granted() {
    loop.execute(this::useGrant);
  }

  private void useGrant() {
    stopWaiting();
    if (isWanted()) {
      pool.connect(this);
    } else {
      limit.giveBack();
    }
  }

  /** Whether somebody still waits for it. */
  boolean isWanted() {
    return listener != null;
  }

  /** It has its connection. */
  void connected(MemberConnectionHandler connection) {
    stopWaiting();
    UpstreamListener told = listener;
    listener = null;
    connection.begin(told);
  }

  void fail(Kind kind, String detail) {
    UpstreamListener told = listener;
    listener = null;
    if (told != null) {
      told.failed(new UpstreamFailure(kind, true, detail));
    }
  }

  @Override
  public void cancel() {
    listener = null;
    stopWaiting();
    limit.leave(this);
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
      pool.forget(this);
    }
  }
}
