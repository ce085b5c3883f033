package org.rpicluster.balancer.vertx.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.pick.Candidate;

/**
 * All that is measured, as Prometheus reads it. O(members), with about 5 KB of text for each that
 * has had requests: not for an event loop. Stateless.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">its format</a>
 */
public final class PrometheusText {

  /** The media type. */
  public static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

  private PrometheusText() {}

  /** The text now. */
  public static String of(ProxyMetrics metrics) {
    ClusterReadings readings = new ClusterReadings();
    LatencyFamilies latencies = new LatencyFamilies();
    metrics
        .clusters()
        .forEach(
            (name, meters) -> {
              readings.exchanges(name, meters);
              latencies.cluster(name, meters.all());
            });
    for (Balancer balancer : metrics.balancers()) {
      readings.cluster(balancer);
      for (Candidate member : balancer.candidates().members()) {
        readings.member(balancer.name(), member);
        metrics
            .member(balancer, member.member().id())
            .ifPresent(
                measured -> {
                  readings.exchanges(balancer.name(), member, measured);
                  latencies.member(balancer.name(), member, measured);
                });
      }
    }
    List<Reading> all = new ArrayList<>(readings.all());
    all.addAll(metrics.others());
    List<MetricSnapshot> families = new ArrayList<>(families(all));
    families.addAll(latencies.all());
    families.sort(Comparator.comparing(each -> each.getMetadata().getName()));
    return text(families);
  }

  private static List<MetricSnapshot> families(List<Reading> readings) {
    Map<String, Map<Map<String, String>, Reading>> byName = new LinkedHashMap<>();
    readings.forEach(
        each ->
            byName
                .computeIfAbsent(each.name(), any -> new LinkedHashMap<>())
                .put(each.labels(), each));
    return byName.values().stream().map(each -> family(each.values())).toList();
  }

  /** Of one name; no two may have the same labels. */
  private static MetricSnapshot family(Collection<Reading> readings) {
    Reading first = readings.iterator().next();
    if (first.counter()) {
      CounterSnapshot.Builder family = CounterSnapshot.builder();
      readings.forEach(
          each ->
              family.dataPoint(
                  CounterDataPointSnapshot.builder()
                      .labels(labels(each.labels()))
                      .value(each.value())
                      .build()));
      return family.name(first.name()).help(first.help()).build();
    }
    GaugeSnapshot.Builder family = GaugeSnapshot.builder();
    readings.forEach(
        each ->
            family.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(labels(each.labels()))
                    .value(each.value())
                    .build()));
    return family.name(first.name()).help(first.help()).build();
  }

  static Labels labels(Map<String, String> labels) {
    List<String> names = new ArrayList<>(labels.keySet());
    return Labels.of(names, names.stream().map(labels::get).toList());
  }

  private static String text(List<MetricSnapshot> families) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      WRITER.write(bytes, new MetricSnapshots(families), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of no file
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
