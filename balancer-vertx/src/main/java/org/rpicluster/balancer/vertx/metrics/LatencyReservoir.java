package org.rpicluster.balancer.vertx.metrics;

import com.codahale.metrics.Reservoir;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** A count for each bucket of {@link LatencyBounds}, and the sum of all values. Any thread. */
final class LatencyReservoir implements Reservoir {

  private final AtomicLongArray counts = new AtomicLongArray(LatencyBounds.BUCKETS);
  private final LongAdder sumNanos = new LongAdder();

  @Override
  public void update(long nanos) {
    counts.getAndIncrement(LatencyBounds.bucketOf(nanos));
    sumNanos.add(nanos);
  }

  @Override
  public int size() {
    return (int) Math.min(Integer.MAX_VALUE, getSnapshot().count());
  }

  /** Buckets and sum may be an instant apart. */
  @Override
  public LatencySnapshot getSnapshot() {
    long[] copy = new long[LatencyBounds.BUCKETS];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts.get(i);
    }
    return new LatencySnapshot(copy, sumNanos.sum());
  }
}
