package org.rpicluster.balancer.program.cli;

import java.util.concurrent.CountDownLatch;
import org.rpicluster.balancer.program.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wish to stop: SIGTERM or SIGINT. The first is a request, which the main thread waits for and
 * carries out; the second is an order, and ends the process at once.
 */
final class StopSignal {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  private final CountDownLatch wished = new CountDownLatch(1);

  private volatile boolean replaced;

  private StopSignal() {}

  /** Listens for both signals from now on. */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
    boolean signals = Signals.on("TERM", () -> stop.received("SIGTERM"));
    Signals.on("INT", () -> stop.received("SIGINT"));
    if (!signals) {
      LOG.warn("no signals in this Java: SIGTERM will not wait for requests in flight");
    }
    return stop;
  }

  private synchronized void received(String signal) {
    if (wished.getCount() == 0) {
      LOG.warn("{} again: requests in flight are cut", signal);
      System.exit(0);
    }
    LOG.info("{}: no new connections; requests in flight are finished", signal);
    wished.countDown();
  }

  /** Another process has taken over. */
  void replaced() {
    replaced = true;
    wished.countDown();
  }

  /** Whether another process has taken over. */
  boolean isReplaced() {
    return replaced;
  }

  /** Waits for the wish. */
  void await() {
    try {
      wished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
