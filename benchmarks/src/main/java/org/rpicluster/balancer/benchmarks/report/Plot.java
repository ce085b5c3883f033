package org.rpicluster.balancer.benchmarks.report;

import java.util.List;
import org.rpicluster.balancer.benchmarks.contender.Weights;

/** All heats of one number of threads beside each other, on the same axes. Immutable. */
final class Plot {

  private static final int COLUMNS = 2;

  private final List<Measurement> measurements;

  Plot(List<Measurement> measurements) {
    this.measurements = measurements;
  }

  /** The drawing. */
  String svg() {
    List<Heat> heats = Heat.all().stream().filter(this::isWorthwhile).toList();
    int rows = (heats.size() + COLUMNS - 1) / COLUMNS;
    Svg svg = new Svg(COLUMNS * Panel.WIDTH, rows * Panel.HEIGHT);
    double nanosMost = nanosMost();
    for (int i = 0; i < heats.size(); i++) {
      Heat heat = heats.get(i);
      Panel panel =
          new Panel(i % COLUMNS * Panel.WIDTH, (double) (i / COLUMNS) * Panel.HEIGHT, nanosMost);
      panel.draw(svg, heat.toString(), heat.of(measurements));
    }
    return svg.end();
  }

  /** A contender that runs alone is drawn once, with equal weights. */
  private boolean isWorthwhile(Heat heat) {
    List<Measurement> runners = heat.of(measurements);
    return heat.weights() == Weights.EQUAL
        ? !runners.isEmpty()
        : runners.stream().anyMatch(m -> m.point().contender().contains("/"));
  }

  private double nanosMost() {
    double most = measurements.stream().mapToDouble(Measurement::nanos).max().orElse(1);
    return Math.max(1_000, Math.pow(10, Math.ceil(Math.log10(most))));
  }
}
