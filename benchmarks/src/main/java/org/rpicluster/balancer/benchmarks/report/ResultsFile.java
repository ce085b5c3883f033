package org.rpicluster.balancer.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Weights;
import org.rpicluster.balancer.benchmarks.report.Measurement.Iterations;
import org.rpicluster.balancer.benchmarks.report.Measurement.Point;
import org.rpicluster.balancer.benchmarks.report.Measurement.Setting;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The results in JMH's JSON, with the fields that tools read, a line for each figure. JMH's own
 * writer needs 40 lines for one, and writes down paths of the machine.
 */
final class ResultsFile {

  private final Path path;

  ResultsFile(Path path) {
    this.path = path;
  }

  /** The figures in the file by their point, in its order; none if there is no file. */
  Map<Point, Measurement> read() throws IOException {
    Map<Point, Measurement> found = new LinkedHashMap<>();
    if (Files.exists(path)) {
      // JSON is YAML 1.2.
      Object document =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
      for (Object result : (List<?>) document) {
        Measurement measurement = measurement(new Json((Map<?, ?>) result));
        found.put(measurement.point(), measurement);
      }
    }
    return found;
  }

  void write(Collection<Measurement> measurements) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.writeString(
        path,
        measurements.stream()
            .map(ResultsFile::line)
            .collect(Collectors.joining(",\n", "[\n", "\n]\n")));
  }

  private static String line(Measurement m) {
    Point point = m.point();
    Setting setting = m.setting();
    return String.format(
        Locale.ROOT,
        """
        {"benchmark": "%s", "mode": "avgt", "threads": %d, "forks": %d, \
        "jdkVersion": "%s", "vmName": "%s", "warmupIterations": %d, "warmupTime": "%s", \
        "measurementIterations": %d, "measurementTime": "%s", \
        "params": {"contender": "%s", "promise": "%s", "members": "%d", "weights": "%s"}, \
        "primaryMetric": {"score": %s, "scoreError": %s, "scoreUnit": "ns/op", "rawData": [%s]}, \
        "secondaryMetrics": {"gc.alloc.rate.norm": {"score": %s, "scoreUnit": "B/op"}}}""",
        point.benchmark(),
        point.threads(),
        setting.forks(),
        setting.jdk(),
        setting.vm(),
        setting.warmUp().count(),
        setting.warmUp().time(),
        setting.measured().count(),
        setting.measured().time(),
        point.contender(),
        point.promise().name(),
        point.members(),
        point.weights(),
        number(m.nanos()),
        number(m.error()),
        m.raw().stream().map(ResultsFile::number).toList(),
        number(m.bytes()));
  }

  /** As JMH does: what JSON has no number for is a text. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "\"" + value + "\"";
  }

  private static Measurement measurement(Json result) {
    Json params = result.at("params");
    Json metric = result.at("primaryMetric");
    return new Measurement(
        new Point(
            result.text("benchmark"),
            params.text("contender"),
            Promise.valueOf(params.text("promise")),
            params.whole("members"),
            Weights.valueOf(params.text("weights")),
            result.whole("threads")),
        new Setting(
            result.text("jdkVersion"),
            result.text("vmName"),
            result.whole("forks"),
            new Iterations(result.whole("warmupIterations"), result.text("warmupTime")),
            new Iterations(result.whole("measurementIterations"), result.text("measurementTime"))),
        metric.number("score"),
        metric.number("scoreError"),
        result.at("secondaryMetrics").at("gc.alloc.rate.norm").number("score"),
        metric.numbers("rawData"));
  }

  private record Json(Map<?, ?> fields) {

    Json at(String name) {
      return new Json((Map<?, ?>) fields.get(name));
    }

    String text(String name) {
      return String.valueOf(fields.get(name));
    }

    int whole(String name) {
      return Integer.parseInt(text(name));
    }

    double number(String name) {
      return Double.parseDouble(text(name));
    }

    /** The numbers of a list of one list, as JMH nests forks and iterations. */
    List<Double> numbers(String name) {
      List<?> forks = (List<?>) fields.get(name);
      return ((List<?>) forks.get(0))
          .stream().map(n -> Double.parseDouble(String.valueOf(n))).toList();
    }
  }
}
