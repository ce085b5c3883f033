package org.rpicluster.balancer.vertx.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The latencies of clusters and members as histograms of Prometheus, with the buckets that its
 * libraries have by default: 16 lines for each. For one thread.
 */
final class LatencyFamilies {

  private static final double NANOS_PER_SECOND = 1e9;

  private static final long MILLI = 1_000_000;

  private static final long[] BOUNDS =
      Stream.of(
              1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0, 5000.0,
              10_000.0)
          .mapToLong(millis -> (long) (millis * MILLI))
          .toArray();

  private static final Map<String, String> HELP =
      Map.of(
          "connect", "Seconds that new connections to members were waited for",
          "first_byte", "Seconds from a request's head to the head of its answer",
          "total", "Seconds from a request's head to the end of its answer");

  private final Map<String, HistogramSnapshot.Builder> families = new TreeMap<>();

  void cluster(String name, Measured measured) {
    measured
        .exchanges()
        .latencies()
        .forEach(
            (latency, histogram) ->
                add("balancer_", latency, ".", Map.of("cluster", name), histogram));
  }

  void member(String cluster, Candidate member, Measured measured) {
    Map<String, String> of = ClusterReadings.labels(cluster, member);
    measured
        .exchanges()
        .latencies()
        .forEach(
            (latency, histogram) ->
                add("balancer_member_", latency, ", last tried on a member.", of, histogram));
  }

  private void add(
      String prefix, String latency, String end, Map<String, String> of, LatencyHistogram from) {
    LatencySnapshot now = from.getSnapshot();
    families
        .computeIfAbsent(
            prefix + latency + "_seconds",
            name -> HistogramSnapshot.builder().name(name).help(HELP.get(latency) + end))
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets(now))
                .sum(now.sumNanos() / NANOS_PER_SECOND)
                .labels(PrometheusText.labels(of))
                .build());
  }

  /** Each bucket without those below it, as the library sums them up. */
  private static ClassicHistogramBuckets buckets(LatencySnapshot now) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long below = 0;
    for (long bound : BOUNDS) {
      long within = now.countWithin(bound);
      buckets.bucket(bound / NANOS_PER_SECOND, within - below);
      below = within;
    }
    return buckets.bucket(Double.POSITIVE_INFINITY, now.count() - below).build();
  }

  List<MetricSnapshot> all() {
    return families.values().stream()
        .<MetricSnapshot>map(HistogramSnapshot.Builder::build)
        .toList();
  }
}
