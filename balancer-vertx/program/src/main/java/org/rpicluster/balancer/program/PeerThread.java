package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what peers need, one thing after the other, on a thread of its own: some of it waits. Any
 * thread may ask for something; after {@link #close} nothing is done any more.
 */
final class PeerThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerThread.class);

  private final Vertx vertx;
  private final WorkerExecutor worker;
  private volatile boolean isClosed;

  PeerThread(Vertx vertx) {
    this.vertx = vertx;
    worker = vertx.createSharedWorkerExecutor("balancer-peers", 1);
  }

  /** Does it when all that came before is done. */
  void run(Runnable work) {
    if (!isClosed) {
      worker.executeBlocking(
          () -> {
            contained(work);
            return null;
          },
          false);
    }
  }

  private void contained(Runnable work) {
    try {
      if (!isClosed) {
        work.run();
      }
    } catch (RuntimeException e) {
      LOG.error("peers: {}", e.getMessage(), e);
    }
  }

  /** Does it later. */
  void after(long millis, Runnable work) {
    if (!isClosed) {
      vertx.setTimer(millis, any -> run(work));
    }
  }

  @Override
  public void close() {
    isClosed = true;
    worker.close();
  }
}
