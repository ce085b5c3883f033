package org.rpicluster.balancer.vertx.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Metric;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The meters of the exchanges of one cluster, or of those whose last try was with one member: their
 * statuses by class, and three latencies. An update is five to seven atomic additions, without
 * allocation. It costs about 2.5 KB. Any thread.
 */
final class ExchangeMeters {

  private static final StatusClass[] CLASSES = StatusClass.values();

  private final Counter[] byClass =
      Stream.generate(Counter::new).limit(CLASSES.length).toArray(Counter[]::new);

  private final LatencyHistogram connect = new LatencyHistogram();
  private final LatencyHistogram firstByte = new LatencyHistogram();
  private final LatencyHistogram total = new LatencyHistogram();

  /** Counts one that has ended. */
  void settled(ExchangeSummary summary, StatusClass status) {
    byClass[status.ordinal()].inc();
    if (summary.connectNanos() > 0) {
      connect.update(summary.connectNanos()); // a kept connection was not waited for
    }
    if (summary.firstByteNanos() >= 0) {
      firstByte.update(summary.firstByteNanos());
    }
    if (status != StatusClass.INFORMATIONAL) {
      total.update(summary.durationNanos()); // a tunnel lasts as long as its ends wish
    }
  }

  /** How many had a status of this class. */
  long count(StatusClass status) {
    return byClass[status.ordinal()].getCount();
  }

  /** How many there were. */
  long count() {
    long all = 0;
    for (Counter each : byClass) {
      all += each.getCount();
    }
    return all;
  }

  LatencySnapshot firstByte() {
    return firstByte.getSnapshot();
  }

  /** The three latencies by their names. */
  Map<String, LatencyHistogram> latencies() {
    return Map.of("connect", connect, "first_byte", firstByte, "total", total);
  }

  /** Each meter with its name. */
  void forEach(BiConsumer<String, Metric> taker) {
    for (StatusClass each : CLASSES) {
      taker.accept("requests." + each, byClass[each.ordinal()]);
    }
    latencies().forEach(taker);
  }
}
