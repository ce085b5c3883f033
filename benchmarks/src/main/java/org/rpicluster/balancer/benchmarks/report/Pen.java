package org.rpicluster.balancer.benchmarks.report;

import java.util.Map;

/**
 * The look of a contender's line: ours thick, peers thin and in the peer's colour. Immutable.
 *
 * @param dash lengths of strokes and gaps, empty for none
 */
record Pen(String colour, double width, String dash) {

  private static final String[] OURS = {"#1d4ed8", "#0891b2", "#4338ca"};

  private static final Map<String, String> PEERS =
      Map.of(
          "armeria", "#db2777",
          "dubbo", "#ea580c",
          "finagle", "#92400e",
          "grpc", "#059669",
          "ribbon", "#dc2626",
          "spring", "#65a30d",
          "undertow", "#57534e",
          "vertx", "#7c3aed");

  /**
   * The pen of a contender.
   *
   * @param place which of ours it is in its panel, from 0
   */
  static Pen of(Measurement measurement, int place) {
    if (Heat.isFrame(measurement)) {
      return new Pen("#a1a1aa", 1, "2 3");
    }
    String name = measurement.point().contender();
    return Heat.isOurs(measurement)
        ? new Pen(OURS[place % OURS.length], 3, "")
        : new Pen(PEERS.getOrDefault(name.substring(0, name.indexOf('/')), "#71717a"), 1.5, "");
  }
}
