package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.channel.EventLoop;
import org.rpicluster.balancer.vertx.upstream.ConnectionLimit;
import org.rpicluster.balancer.vertx.upstream.PendingRequest;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * An exchange that waits for a connection of its own: first in line for a place, perhaps, then
 * until its connection stands. On its event loop only, but for {@link #granted}.
 */
final class PendingExchange extends PendingRequest implements ConnectionLimit.Applicant {

  private final Http1Pool pool;
  private final EventLoop loop;
  private final ConnectionLimit limit;

  PendingExchange(
      Http1Pool pool, EventLoop loop, ConnectionLimit limit, UpstreamListener listener) {
    super(loop, listener);
    this.pool = pool;
    this.loop = loop;
    this.limit = limit;
  }

  @Override
  protected void timedOut() {
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
    stopTimer();
    pool.forget(this);
    if (isWanted()) {
      pool.connect(this);
    } else {
      limit.giveBack();
    }
  }

  /** It has its connection. */
  void connected(MemberConnection connection) {
    UpstreamListener told = end();
    if (told != null) {
      connection.begin(told);
    }
  }

  @Override
  protected void leave() {
    pool.forget(this);
    limit.leave(this);
  }
}
