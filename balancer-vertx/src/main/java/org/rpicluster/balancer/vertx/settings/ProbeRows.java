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
          (p, down) ->
              new ProbePolicy(p.interval(), down, p.timeout(), p.rise(), p.fall(), p.inARow()),
          "the same while the member is down");

  private static final Setting<ProbePolicy, Duration> TIMEOUT =
      new Setting<>(
          "timeout",
          WHOLE_PROBE,
          "2s",
          ProbePolicy::timeout,
          (p, timeout) ->
              new ProbePolicy(p.interval(), p.whileDown(), timeout, p.rise(), p.fall(), p.inARow()),
          "for the whole of a probe");

  private static final Setting<ProbePolicy, Integer> RISE =
      new Setting<>(
          "rise",
          IN_A_ROW,
          "2",
          ProbePolicy::rise,
          (p, rise) ->
              new ProbePolicy(p.interval(), p.whileDown(), p.timeout(), rise, p.fall(), p.inARow()),
          "passed probes in a row that bring a member back");

  private static final Setting<ProbePolicy, Integer> FALL =
      new Setting<>(
          "fall",
          IN_A_ROW,
          "3",
          ProbePolicy::fall,
          (p, fall) ->
              new ProbePolicy(p.interval(), p.whileDown(), p.timeout(), p.rise(), fall, p.inARow()),
          "failed probes in a row that take a member out");

  /** All of them, in the order in which they are set. */
  public static final List<Setting<ProbePolicy, ?>> ALL =
      List.of(INTERVAL, INTERVAL_DOWN, TIMEOUT, RISE, FALL);

  private ProbeRows() {}

  private static ProbePolicy interval(ProbePolicy p, Duration interval) {
    Duration down = p.whileDown().compareTo(interval) < 0 ? p.whileDown() : interval;
    return new ProbePolicy(interval, down, p.timeout(), p.rise(), p.fall(), p.inARow());
  }
}
