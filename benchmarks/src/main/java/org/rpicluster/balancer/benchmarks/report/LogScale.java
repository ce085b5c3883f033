package org.rpicluster.balancer.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis. Immutable.
 *
 * @param from the least value, above 0
 * @param to the greatest value
 * @param start the least value's place in the drawing
 * @param end the greatest value's
 */
record LogScale(double from, double to, double start, double end) {

  /** Where a value is drawn. */
  double at(double value) {
    return start + (end - start) * Math.log(value / from) / Math.log(to / from);
  }

  /** The powers of ten within it. */
  List<Integer> decades() {
    List<Integer> decades = new ArrayList<>();
    for (int decade = 1; decade <= to; decade *= 10) {
      if (decade >= from) {
        decades.add(decade);
      }
    }
    return decades;
  }
}
