package org.rpicluster.balancer.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One heat of a plot: cost over members, both logarithmic, a line and a name for each. */
final class Panel {

  static final int WIDTH = 540;
  static final int HEIGHT = 340;

  private static final int LEFT = 60;
  private static final int RIGHT = 200;
  private static final int TOP = 36;
  private static final int BOTTOM = 40;
  private static final double NAME_HEIGHT = 14;
  private static final String INK = "#3f3f46";

  private record Name(String text, String colour, double y) {}

  private final LogScale x;
  private final LogScale y;
  private final double left;
  private final double top;

  /** A panel whose upper left corner is here, for costs up to {@code nanosMost}. */
  Panel(double left, double top, double nanosMost) {
    this.left = left;
    this.top = top;
    x = new LogScale(4, 10_000, left + LEFT, left + WIDTH - RIGHT);
    y = new LogScale(1, nanosMost, top + HEIGHT - BOTTOM, top + TOP);
  }

  void draw(Svg svg, String title, List<Measurement> measurements) {
    svg.title(left + LEFT, top + 20, title);
    axes(svg);
    Map<String, List<Measurement>> lines = new LinkedHashMap<>();
    measurements.forEach(
        m -> lines.computeIfAbsent(m.point().contender(), name -> new ArrayList<>()).add(m));
    List<Name> names = new ArrayList<>();
    int ours = 0;
    for (List<Measurement> line : lines.values()) {
      Pen pen = Pen.of(line.get(0), ours);
      ours += Heat.isOurs(line.get(0)) ? 1 : 0;
      svg.path(line.stream().map(this::place).toList(), pen);
      Measurement last = line.get(line.size() - 1);
      names.add(new Name(last.point().contender(), pen.colour(), place(last)[1]));
    }
    names(svg, names);
  }

  private double[] place(Measurement m) {
    return new double[] {x.at(m.point().members()), y.at(Math.max(1, m.nanos()))};
  }

  private void axes(Svg svg) {
    for (int decade : y.decades()) {
      svg.line(x.start(), y.at(decade), x.end(), y.at(decade));
      svg.text(x.start() - 8, y.at(decade) + 4, "end", INK, time(decade));
    }
    for (int members : List.of(4, 64, 1_024, 10_000)) {
      svg.line(x.at(members), y.start(), x.at(members), y.end());
      svg.text(x.at(members), y.start() + 18, "middle", INK, String.valueOf(members));
    }
    svg.text((x.start() + x.end()) / 2, y.start() + 34, "middle", INK, "members");
  }

  private static String time(int nanos) {
    if (nanos >= 1_000_000) {
      return nanos / 1_000_000 + " ms";
    }
    return nanos >= 1_000 ? nanos / 1_000 + " µs" : nanos + " ns";
  }

  /** At the lines' ends, pushed up where they would cover each other. */
  private void names(Svg svg, List<Name> names) {
    double free = y.start() + NAME_HEIGHT;
    for (Name name : names.stream().sorted(Comparator.comparingDouble(n -> -n.y())).toList()) {
      free = Math.min(name.y(), free - NAME_HEIGHT);
      svg.text(x.end() + 8, free + 4, "start", name.colour(), name.text());
    }
  }
}
