package org.rpicluster.balancer.strategy.latency;

/**
 * The time that one member takes to answer, as a moving average that jumps up at once and comes
 * down slowly. It weighs a sample by the time since the last one, so that a hundred answers within
 * a millisecond count no more than their millisecond [1]; read at a time without samples it fades
 * towards zero, so that a member that was slow is tried again [2].
 *
 * <p>Observing takes a lock of its own for some 30 ns; reading takes none, computes one exponential
 * and writes nothing. A reader may see the average of one instant with the time of another: the
 * fading is then off by the gap between two samples. Any thread.
 *
 * <p>[1] A. Eckner: Algorithms for Unevenly Spaced Time Series: Moving Averages and Other Rolling
 * Operators, 2019. [2] Twitter Finagle, {@code PeakEwma}.
 */
final class Latency {

  private final double decayNanos;
  private final long forgottenNanos;

  private volatile boolean measured;
  private volatile double averageNanos;
  private volatile long stampNanos;

  /**
   * Not measured yet.
   *
   * @param decayNanos after this time a sample counts for 1/e
   */
  Latency(long decayNanos) {
    this.decayNanos = decayNanos;
    // e^-8 = 1/3000 of what it was: nothing is known any more.
    this.forgottenNanos = 8 * decayNanos;
  }

  /** A request took {@code sampleNanos}, until {@code nowNanos}. */
  synchronized void observe(long sampleNanos, long nowNanos) {
    if (!isKnown(nowNanos) || sampleNanos > averageNanos) {
      averageNanos = sampleNanos;
    } else {
      double kept = Math.exp(-age(nowNanos) / decayNanos);
      averageNanos = averageNanos * kept + sampleNanos * (1 - kept);
    }
    stampNanos = nowNanos;
    measured = true;
  }

  /** Whether there was a sample that still means something. */
  boolean isKnown(long nowNanos) {
    return measured && age(nowNanos) < forgottenNanos;
  }

  /** The average, faded. */
  double nanos(long nowNanos) {
    return averageNanos * Math.exp(-age(nowNanos) / decayNanos);
  }

  /** Threads read the clock and come here in different orders: never negative. */
  private long age(long nowNanos) {
    return Math.max(0, nowNanos - stampNanos);
  }
}
