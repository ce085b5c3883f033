package org.rpicluster.balancer.vertx.metrics;

import com.codahale.metrics.Histogram;

/**
 * Latencies in nanoseconds, all that there ever were, as a histogram of Dropwizard's with buckets
 * that stay: an update is two atomic additions and allocates nothing. One costs about 700 bytes.
 * Any thread.
 */
public final class LatencyHistogram extends Histogram {

  private final LatencyReservoir reservoir;

  LatencyHistogram() {
    this(new LatencyReservoir());
  }

  private LatencyHistogram(LatencyReservoir reservoir) {
    super(reservoir);
    this.reservoir = reservoir;
  }

  @Override
  public void update(long nanos) {
    reservoir.update(nanos);
  }

  @Override
  public void update(int nanos) {
    reservoir.update(nanos);
  }

  /** Counted from the buckets, so that it goes with them. */
  @Override
  public long getCount() {
    return reservoir.getSnapshot().count();
  }

  @Override
  public LatencySnapshot getSnapshot() {
    return reservoir.getSnapshot();
  }
}
