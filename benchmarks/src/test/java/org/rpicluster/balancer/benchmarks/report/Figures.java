package org.rpicluster.balancer.benchmarks.report;

import java.util.List;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Weights;
import org.rpicluster.balancer.benchmarks.report.Measurement.Iterations;
import org.rpicluster.balancer.benchmarks.report.Measurement.Point;
import org.rpicluster.balancer.benchmarks.report.Measurement.Setting;

/** Figures that were not measured. */
final class Figures {

  static final Setting SETTING =
      new Setting(
          "17.0.15",
          "OpenJDK 64-Bit Server VM",
          1,
          new Iterations(3, "200 ms"),
          new Iterations(5, "120 ms"));

  private Figures() {}

  static Measurement request(String contender, Promise promise, int members, double nanos) {
    Point point = new Point(Plan.REQUEST, contender, promise, members, Weights.EQUAL, 1);
    return new Measurement(point, SETTING, nanos, 0.5, 0, List.of(nanos, nanos));
  }
}
