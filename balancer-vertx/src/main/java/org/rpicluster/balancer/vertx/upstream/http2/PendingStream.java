package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/** An exchange that waits for a stream, until it is called off or its time is up. On its loop. */
final class PendingStream implements Opening {

  private final Http2Pool pool;
  private final Connection wanted;
  private final UpstreamListener listener;
  private @Nullable Future<?> patience;

  PendingStream(Http2Pool pool, Connection wanted, UpstreamListener listener) {
    this.pool = pool;
    this.wanted = wanted;
    this.listener = listener;
  }

  /** Begins to wait. */
  void begin(long nanosMost) {
    patience = pool.loop().schedule(this::waitedTooLong, nanosMost, TimeUnit.NANOSECONDS);
    listener.opening(this);
  }

  private void waitedTooLong() {
    pool.forget(this);
    fail(Kind.NO_CONNECTION, "every stream in use");
  }

  /** It has its stream. */
  void beginOn(Session session) {
    patience.cancel(false);
    session.begin(wanted, listener);
  }

  @Override
  public void cancel() {
    patience.cancel(false);
    pool.forget(this);
  }

  void fail(Kind kind, String detail) {
    patience.cancel(false);
    listener.failed(new UpstreamFailure(kind, true, detail));
  }
}
