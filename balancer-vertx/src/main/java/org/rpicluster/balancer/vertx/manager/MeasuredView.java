package org.rpicluster.balancer.vertx.manager;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.metrics.History;
import org.rpicluster.balancer.vertx.metrics.Measured;
import org.rpicluster.balancer.vertx.metrics.StatusClass;

/**
 * The measurements, as the page shows them; the script writes the numbers the same way, and draws
 * the charts. Stateless; any thread.
 */
final class MeasuredView {

  private static final String DASH = "\u2013";

  private MeasuredView() {}

  /** Of a cluster, beside its other numbers; nothing where nothing is measured. */
  static Markup facts(Optional<Measured> measured) {
    return measured
        .map(
            each ->
                PageTemplate.fill(
                    "measured",
                    "s2xx",
                    count(measured, StatusClass.SUCCESSFUL),
                    "s4xx",
                    count(measured, StatusClass.CLIENT_ERROR),
                    "s5xx",
                    count(measured, StatusClass.SERVER_ERROR),
                    "p50",
                    latency(measured, 0.5),
                    "p99",
                    latency(measured, 0.99)))
        .orElse(Markup.NONE);
  }

  /** {@code 12 345}, or a dash. */
  static String count(Optional<Measured> measured, StatusClass status) {
    return measured.map(each -> Units.count(each.count(status))).orElse(DASH);
  }

  /** {@code 6 5xx, 7 4xx}, or nothing. */
  static String errors(Optional<Measured> measured) {
    List<String> errors = new ArrayList<>();
    for (StatusClass each : List.of(StatusClass.SERVER_ERROR, StatusClass.CLIENT_ERROR)) {
      if (measured.isPresent() && measured.get().count(each) > 0) {
        errors.add(Units.count(measured.get().count(each)) + "\u00a0" + each);
      }
    }
    return String.join(", ", errors);
  }

  /** {@code 12 ms}, or a dash. */
  static String latency(Optional<Measured> measured, double quantile) {
    return measured.map(each -> Units.latency(MeasuredJson.millis(each, quantile))).orElse(DASH);
  }

  /**
   * The charts of a minute and a day, for the script to draw.
   *
   * @param history where it finds them
   */
  static Markup charts(Optional<Measured> measured, String history) {
    if (measured.isEmpty()) {
      return Markup.NONE;
    }
    return PageTemplate.fill(
        "charts",
        "history",
        history,
        "minute",
        chart("minute", "last minute", History.MINUTE_SPANS),
        "day",
        chart("day", "last 24 h", History.DAY_SPANS));
  }

  private static Markup chart(String span, String name, int width) {
    return PageTemplate.fill("chart", "span", span, "name", name, "width", width - 1);
  }
}
