package org.rpicluster.balancer.program.site.pull;

import org.rpicluster.balancer.program.site.Pause;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.time.Ticker;

/** Holds a download to so many bytes a second, evenly. Waits; for one thread. */
final class RateLimit {

  private static final long SECOND = 1_000_000_000L;

  private final long bytesPerSecond;
  private final Ticker ticker;
  private final Pause pause;
  private long dueNanos;

  /**
   * A limit from now on.
   *
   * @param bytesPerSecond 0: none
   */
  RateLimit(long bytesPerSecond, Ticker ticker, Pause pause) {
    this.bytesPerSecond = bytesPerSecond;
    this.ticker = ticker;
    this.pause = pause;
    dueNanos = ticker.nanos();
  }

  /** Waits until this many bytes more may have come. */
  void take(int bytes) {
    long waitNanos = 0;
    if (bytesPerSecond > 0) {
      long now = ticker.nanos();
      // What was not used is lost: no burst after a stall.
      dueNanos =
          Math.max(dueNanos - now, 0) + now + Math.round((double) bytes * SECOND / bytesPerSecond);
      waitNanos = dueNanos - now;
    }
    if (!pause.forNanos(waitNanos)) {
      throw new SiteException("stopped; the next pull goes on from here");
    }
  }
}
