package org.rpicluster.balancer.program.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.program.Signals;
import org.rpicluster.balancer.program.site.Pause;

/**
 * Waits of a command that does its work itself: until SIGTERM or SIGINT they take as long as they
 * are asked to, from then on none does. Any thread.
 */
final class StopLatch implements Pause {

  private final CountDownLatch wished = new CountDownLatch(1);

  /** Waits no more once one of both signals comes, which does not end the process any longer. */
  void listen() {
    Signals.on("TERM", wished::countDown);
    Signals.on("INT", wished::countDown);
  }

  @Override
  public boolean forNanos(long nanos) {
    try {
      return !wished.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
