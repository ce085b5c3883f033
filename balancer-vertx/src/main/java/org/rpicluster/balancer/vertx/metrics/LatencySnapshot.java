package org.rpicluster.balancer.vertx.metrics;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A {@link LatencyHistogram} at one moment, or what came between two. Quantiles lie within a bucket
 * as if its values were spread evenly. Immutable; O(buckets) for each question.
 */
public final class LatencySnapshot extends Snapshot {

  /** Of nothing. */
  static final LatencySnapshot EMPTY = new LatencySnapshot(new long[LatencyBounds.BUCKETS], 0);

  private final long[] counts;
  private final long sumNanos;

  /** Takes the counts as its own. */
  LatencySnapshot(long[] counts, long sumNanos) {
    this.counts = counts;
    this.sumNanos = sumNanos;
  }

  /** What came since an earlier one of the same histogram. */
  LatencySnapshot since(LatencySnapshot earlier) {
    if (earlier == this) {
      return EMPTY;
    }
    long[] difference = new long[counts.length];
    Arrays.setAll(difference, i -> counts[i] - earlier.counts[i]);
    return new LatencySnapshot(difference, sumNanos - earlier.sumNanos);
  }

  /** How many values there are. */
  long count() {
    return Arrays.stream(counts).sum();
  }

  /** How many of them do not pass a bound of {@link LatencyBounds}. */
  long countWithin(long boundNanos) {
    int last = LatencyBounds.bucketOf(boundNanos);
    return Arrays.stream(counts, 0, last + 1).sum();
  }

  long sumNanos() {
    return sumNanos;
  }

  /** The value below which this part of all lies, in nanoseconds; 0 if there is none. */
  @Override
  public double getValue(double quantile) {
    double rank = quantile * count();
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= rank) {
        double lower = i == 0 ? 0 : LatencyBounds.boundNanos(i - 1);
        double part = Math.max(0, rank - below) / counts[i];
        return lower + part * (LatencyBounds.boundNanos(i) - lower);
      }
      below += counts[i];
    }
    return 0;
  }

  /** The bound of each bucket that has any, once. */
  @Override
  public long[] getValues() {
    return IntStream.range(0, counts.length)
        .filter(i -> counts[i] > 0)
        .mapToLong(LatencyBounds::boundNanos)
        .toArray();
  }

  @Override
  public int size() {
    return (int) Math.min(Integer.MAX_VALUE, count());
  }

  /** The bound of the highest bucket that has any. */
  @Override
  public long getMax() {
    return Arrays.stream(getValues()).max().orElse(0);
  }

  /** The bound of the lowest bucket that has any. */
  @Override
  public long getMin() {
    return Arrays.stream(getValues()).min().orElse(0);
  }

  @Override
  public double getMean() {
    return count() == 0 ? 0 : (double) sumNanos / count();
  }

  /** By the bounds of the buckets. */
  @Override
  public double getStdDev() {
    double mean = getMean();
    double squares = 0;
    for (int i = 0; i < counts.length; i++) {
      squares += counts[i] * Math.pow(LatencyBounds.boundNanos(i) - mean, 2);
    }
    return count() == 0 ? 0 : Math.sqrt(squares / count());
  }

  /** A line for each bucket that has any: its bound, and how many. */
  @Override
  public void dump(OutputStream output) {
    PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        out.println(LatencyBounds.boundNanos(i) + " " + counts[i]);
      }
    }
    out.flush();
  }
}
