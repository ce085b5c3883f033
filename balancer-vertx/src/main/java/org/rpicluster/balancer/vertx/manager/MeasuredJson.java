package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.metrics.History;
import org.rpicluster.balancer.vertx.metrics.Measured;
import org.rpicluster.balancer.vertx.metrics.Series;
import org.rpicluster.balancer.vertx.metrics.StatusClass;

/** The measurements as JSON; users' programs rely on the names. Stateless; any thread. */
final class MeasuredJson {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;

  /** More digits would change each second, and say nothing. */
  private static final MathContext DIGITS = new MathContext(2);

  private MeasuredJson() {}

  /** Adds statuses, rate and latencies; where nothing is measured they are null. */
  static JsonObject put(JsonObject json, Optional<Measured> measured) {
    json.put("statuses", measured.map(MeasuredJson::statuses).orElse(null));
    json.put("rate", measured.map(each -> rounded(each.history().rate())).orElse(null));
    json.put("p50Millis", measured.map(each -> millis(each, 0.5)).orElse(null));
    return json.put("p99Millis", measured.map(each -> millis(each, 0.99)).orElse(null));
  }

  /**
   * While it drains, its requests of the last minute: once that is over, those of its sessions.
   * Nothing otherwise, as it would be one more number that changes each second.
   */
  static OptionalLong requestsLastMinute(MemberView view) {
    return view.standing() == MemberStanding.DRAINING && view.measured().isPresent()
        ? OptionalLong.of(view.measured().get().history().requestsInMinute())
        : OptionalLong.empty();
  }

  private static JsonObject statuses(Measured measured) {
    JsonObject statuses = new JsonObject();
    for (StatusClass each : StatusClass.values()) {
      statuses.put(each.toString(), measured.count(each));
    }
    return statuses;
  }

  static double millis(Measured measured, double quantile) {
    return rounded(measured.history().latencyNanos(quantile) / NANOS_PER_MILLI);
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  /** Failures by how they failed, but for kinds of which there is none. */
  static JsonObject failures(MemberCounters counters) {
    JsonObject kinds = new JsonObject();
    for (Outcome each : Outcome.values()) {
      if (counters.failures(each) > 0) {
        kinds.put(each.name().toLowerCase(Locale.ROOT).replace('_', ' '), counters.failures(each));
      }
    }
    return kinds;
  }

  /** A minute by the second, and a day by ten minutes, the oldest first. */
  static JsonObject history(History history) {
    return new JsonObject()
        .put("minute", series(history.minute(), 1))
        .put("day", series(history.day(), History.SECONDS_PER_DAY_SPAN));
  }

  private static JsonObject series(Series.Spans values, int seconds) {
    return new JsonObject()
        .put("seconds", seconds)
        .put("requests", array(values.requests()))
        .put("errors", array(values.errors()))
        .put(
            "p99Millis",
            new JsonArray(
                IntStream.of(values.p99Micros())
                    .mapToObj(micros -> rounded(micros / MICROS_PER_MILLI))
                    .toList()));
  }

  private static JsonArray array(int[] values) {
    return new JsonArray(IntStream.of(values).boxed().toList());
  }
}
