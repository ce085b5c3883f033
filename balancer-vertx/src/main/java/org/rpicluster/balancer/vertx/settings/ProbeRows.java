package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.health.ProbePolicy;

/**
 * The table's rows of {@link ProbePolicy}: how often members are probed, and how many probes
 * decide. They are set in this order: the interval moves the default of the one while a member is
 * down. Immutable.
 */
public final class ProbeRows {

  /** Ten probes a second are traffic, and once an hour is no probing. */
  private static final ValueType<Duration> BETWEEN_PROBES =
      ValueTypes.duration(Duration.ofMillis(100), Duration.ofHours(1));

  /** A member that needs a minute to say that it is well is not. */
  private static final ValueType<Duration> WHOLE_PROBE =
      ValueTypes.duration(Duration.ofMillis(1), Duration.ofMinutes(1));

  private static final ValueType<Integer> IN_A_ROW = ValueTypes.whole(1, 1000);

  private static final Setting<ProbePolicy, Duration> INTERVAL =
      new Setting<>(
          "interval",
          BETWEEN_PROBES,
          "5s",
          ProbePolicy::interval,
          ProbeRows::interval,
          "from the end of one probe of a member to the next");

  private static final Setting<ProbePolicy, Duration> INTERVAL_DOWN =
      new Setting<>(
          "intervalDown",
          BETWEEN_PROBES,
          "1s",
          ProbePolicy::whileDown,
          (policy, down) -> policy.intervals(policy.interval(), down),
          "the same while the member is down");

  private static final Setting<ProbePolicy, Duration> TIMEOUT =
      new Setting<>(
          "timeout",
          WHOLE_PROBE,
          "2s",
          ProbePolicy::timeout,
          ProbePolicy::timeout,
          "for the whole of a probe");

  private static final Setting<ProbePolicy, Integer> RISE =
      new Setting<>(
          "rise",
          IN_A_ROW,
          "2",
          ProbePolicy::rise,
          ProbePolicy::rise,
          "passed probes in a row that bring a member back");

  private static final Setting<ProbePolicy, Integer> FALL =
      new Setting<>(
          "fall",
          IN_A_ROW,
          "3",
          ProbePolicy::fall,
          ProbePolicy::fall,
          "failed probes in a row that take a member out");

  /** All of them, in the order in which they are set. */
  public static final List<Setting<ProbePolicy, ?>> ALL =
      List.of(INTERVAL, INTERVAL_DOWN, TIMEOUT, RISE, FALL);

  private static final List<Part> REQUEST =
      List.of(
          new Part(
              "method",
              "`GET`, `HEAD`, `OPTIONS`, `TCP`, `TLS`",
              "`GET`",
              "a request; or only a connection"),
          new Part(
              "port", "1 to 65535", "the port of the member's `url`", "where members are probed"),
          new Part("path", "text", "`/`", "the target of the request"),
          new Part("host", "`host[:port]`", "the member's own", "the `Host` that is asked for"),
          new Part("headers", "map", "none", "fields of the request"));

  private static final List<Part> ANSWER =
      List.of(
          new Part(
              "expect",
              "`200`, `200-399`, `2xx`, or a list; 200 to 999",
              "`200-399`",
              "the statuses that are good"),
          new Part("body", "regular expression", "none", "must be found in the body of a GET"),
          new Part("bodyWithout", "regular expression", "none", "must not be found in it"));

  /** Every key. */
  public static final List<TableRow> KEYS = TableRow.all(REQUEST, ALL, ANSWER);

  /** Those that a member may have of its own. */
  public static final List<TableRow> OF_MEMBER = TableRow.all(REQUEST, ANSWER);

  private ProbeRows() {}

  private static ProbePolicy interval(ProbePolicy policy, Duration interval) {
    boolean isShorter = policy.whileDown().compareTo(interval) < 0;
    return policy.intervals(interval, isShorter ? policy.whileDown() : interval);
  }
}
