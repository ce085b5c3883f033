package org.rpicluster.balancer.vertx.metrics;

/**
 * The upper bounds of the buckets that latencies are counted in: ten for each decade from 100 µs to
 * 100 s, each 1.25 times the one before it, so that a quantile is off by an eighth at most. They
 * are the preferred numbers R10, which have the bounds among them that Prometheus has by default
 * (1, 2.5 and 5 of each decade). ISO 3:1973. Stateless; any thread.
 */
final class LatencyBounds {

  private static final int[] R10 = {100, 125, 160, 200, 250, 315, 400, 500, 630, 800};

  /** 100 µs: below it is the loopback's noise. */
  private static final long LEAST_NANOS = 100_000;

  /** To 100 s: longer than any time-out that is on by default. */
  private static final int DECADES = 6;

  private static final long[] NANOS = bounds();

  /** By the highest bit of a value: the first bound that it may be within. */
  private static final byte[] FIRST = firsts();

  /** The buckets, of which the last is for all that is above the bounds. */
  static final int BUCKETS = NANOS.length + 1;

  private LatencyBounds() {}

  private static long[] bounds() {
    long[] bounds = new long[DECADES * R10.length + 1];
    long decade = LEAST_NANOS / R10[0];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = decade * R10[i % R10.length];
      decade *= i % R10.length == R10.length - 1 ? 10 : 1;
    }
    return bounds;
  }

  private static byte[] firsts() {
    byte[] firsts = new byte[Long.SIZE];
    for (int bit = 0; bit < firsts.length; bit++) {
      byte first = 0;
      while (first < NANOS.length && NANOS[first] < 1L << bit) {
        first++;
      }
      firsts[Long.SIZE - 1 - bit] = first;
    }
    return firsts;
  }

  /** The bucket of a latency: the first whose bound it does not pass. At most five comparisons. */
  static int bucketOf(long nanos) {
    int bucket = nanos <= 0 ? 0 : FIRST[Long.numberOfLeadingZeros(nanos)];
    while (bucket < NANOS.length && nanos > NANOS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** What no latency in a bucket passes; of the last, what all of them do. */
  static long boundNanos(int bucket) {
    return NANOS[Math.min(bucket, NANOS.length - 1)];
  }
}
