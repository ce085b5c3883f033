package org.rpicluster.balancer.strategy.traffic;

import org.rpicluster.balancer.member.MemberCounters;

/**
 * The bytes that one member has carried lately: each byte counts for less the older it is [1]. It
 * reads the member's own counters, so that bytes count at once, and age from the next reading on,
 * whichever request moved them and however the request ended.
 *
 * <p>Settling and lifting take a lock of its own; reading computes one exponential, and settles now
 * and then. A reader beside a settlement may count its bytes twice, never not at all. Any thread.
 *
 * <p>[1] E. Cohen, M. J. Strauss: Maintaining Time-Decaying Stream Aggregates, Journal of
 * Algorithms 59(1), 2006, doi:10.1016/j.jalgor.2005.01.006.
 */
final class FadingTraffic {

  private static final int SETTLED_PER_WINDOW = 64;

  private final MemberCounters counters;
  private final double windowNanos;

  // Written under the lock, in this order; read in the other.
  private volatile double settledBytes;
  private volatile long stampNanos;
  private volatile long seenBytes;

  /** Begins with nothing: what the counters say already is not of this window. */
  FadingTraffic(MemberCounters counters, long windowNanos, long nowNanos) {
    this.counters = counters;
    this.windowNanos = windowNanos;
    this.stampNanos = nowNanos;
    this.seenBytes = total();
  }

  /**
   * The bytes that count at this time. A reader settles what has come since, but not more often
   * than {@value #SETTLED_PER_WINDOW} times in a window: that much younger a byte may seem.
   */
  double bytes(long nowNanos) {
    if (nowNanos - stampNanos > windowNanos / SETTLED_PER_WINDOW && total() != seenBytes) {
      settle(nowNanos);
    }
    long seen = seenBytes;
    double age = Math.max(0, nowNanos - stampNanos);
    return settledBytes * Math.exp(-age / windowNanos) + (total() - seen);
  }

  /** From now on the bytes so far grow older. */
  synchronized void settle(long nowNanos) {
    if (nowNanos - stampNanos > 0) {
      long now = total();
      double age = nowNanos - stampNanos;
      settledBytes = settledBytes * Math.exp(-age / windowNanos) + (now - seenBytes);
      stampNanos = nowNanos;
      seenBytes = now;
    }
  }

  /** Counts as if it had carried so many times as much. */
  synchronized void scale(double factor, long nowNanos) {
    if (factor != 1) {
      settle(nowNanos);
      settledBytes *= factor;
    }
  }

  /** Counts as if it had carried at least this much. */
  synchronized void lift(double bytes, long nowNanos) {
    settle(nowNanos);
    settledBytes = Math.max(settledBytes, bytes);
  }

  /** A difference of two totals survives their wrap. */
  private long total() {
    return counters.bytesToMember() + counters.bytesFromMember();
  }
}
