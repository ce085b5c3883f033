package org.rpicluster.balancer.vertx.upstream.http2;

import org.rpicluster.balancer.vertx.upstream.PendingRequest;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/** An exchange that waits for a stream of a connection that it shares. On its event loop only. */
final class PendingStream extends PendingRequest {

  private final Http2Pool pool;
  private final Connection wanted;

  PendingStream(Http2Pool pool, Connection wanted, UpstreamListener listener) {
    super(pool.loop(), listener);
    this.pool = pool;
    this.wanted = wanted;
  }

  @Override
  protected void timedOut() {
    pool.forget(this);
    fail(Kind.NO_CONNECTION, "every stream in use");
  }

  /** It has its stream. */
  void beginOn(Session session) {
    UpstreamListener told = end();
    if (told != null) {
      session.begin(wanted, told);
    }
  }

  @Override
  protected void leave() {
    pool.forget(this);
  }
}
