package org.rpicluster.balancer.vertx.downstream.listen;

import io.vertx.core.internal.CloseableResource;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.WorkerPool;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that agree on keys and sign for handshakes: a few milliseconds each, for which an
 * event loop would let its other clients wait, behind as many handshakes as a crowd begins at one
 * moment. As many as there are processors, so that the loops keep their share of them; made with
 * the first handshake, and ended with its Vert.x, behind which none is made. At most one task waits
 * for each connection. Any thread.
 */
final class HandshakeThreads implements Executor {

  private static final String NAME = "balancer-handshakes";

  /** Before Vert.x warns: far longer than a signature takes. */
  private static final long TASK_SECONDS_MAX = 10;

  private final VertxInternal vertx;
  private volatile @Nullable Executor threads;

  HandshakeThreads(VertxInternal vertx) {
    this.vertx = vertx;
  }

  @Override
  public void execute(Runnable task) {
    Executor begun = threads;
    (begun == null ? begin() : begun).execute(task);
  }

  private synchronized Executor begin() {
    Executor begun = threads;
    if (begun == null) {
      CloseableResource<WorkerPool> pool =
          vertx.createSharedWorkerPool(
              NAME, Runtime.getRuntime().availableProcessors(), TASK_SECONDS_MAX, TimeUnit.SECONDS);
      if (!vertx.closeFuture().add(closed -> pool.close().onComplete(closed))) {
        pool.close(); // or its threads would be left, and keep the JVM
        throw new RejectedExecutionException("the server has stopped");
      }
      begun = pool.get().executor();
      threads = begun;
    }
    return begun;
  }
}
