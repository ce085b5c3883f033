package org.rpicluster.balancer.health;

import java.time.Duration;
import java.time.Instant;

/**
 * The health of a member: one state, with the reason and the time of the last change. Immutable; a
 * change makes another one ({@link HealthRules}).
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>event</th><th>to</th></tr>
 * <tr><td>up, suspect</td><td>failure, fewer in a row than the policy's limit</td><td>suspect</td></tr>
 * <tr><td>up, suspect</td><td>failure, the limit reached</td><td>down; suspect, if as many are out
 *     as the policy allows</td></tr>
 * <tr><td>suspect</td><td>success</td><td>up</td></tr>
 * <tr><td>down by requests</td><td>its retry time is over</td><td>half open</td></tr>
 * <tr><td>down</td><td>every member is down</td><td>half open, by all requests</td></tr>
 * <tr><td>half open</td><td>success of the trial</td><td>recovering; up, without slow start</td></tr>
 * <tr><td>half open</td><td>the trial does not end in time</td><td>half open, another request may try</td></tr>
 * <tr><td>half open</td><td>failure of the trial</td><td>down, for longer than before</td></tr>
 * <tr><td>recovering</td><td>a step of the slow start; the last one</td><td>recovering with more of
 *     its weight; up</td></tr>
 * <tr><td>recovering</td><td>failures in a row, the limit reached</td><td>down, for longer than
 *     before</td></tr>
 * <tr><td>any but down by probes</td><td>probes failed</td><td>down by probes</td></tr>
 * <tr><td>down, half open</td><td>probes passed</td><td>recovering; up, without slow start</td></tr>
 * <tr><td>any but up</td><td>the operator says recover</td><td>half open, by all requests</td></tr>
 * </table>
 */
public sealed interface Health {

  /** A share of a member's weight: all of it. */
  int WHOLE_PERCENT = 100;

  /** Why it is in this state, in words for an operator. */
  String reason();

  /** When it came into this state. */
  Instant since();

  /** One word for pages and logs: {@code up}, {@code suspect}, {@code down}, {@code half open} … */
  String name();

  /** Whether it may be given requests. */
  default boolean usable() {
    return true;
  }

  /** How much of its weight it has, 1 to 100. */
  default int weightPercent() {
    return WHOLE_PERCENT;
  }

  /** Serves well, or has not been tried yet. */
  record Up(String reason, Instant since) implements Health {
    @Override
    public String name() {
      return "up";
    }
  }

  /**
   * Failed lately, but not often enough to be taken out, or too many others are out.
   *
   * @param failures failures in a row, 1 or more
   */
  record Suspect(String reason, Instant since, int failures) implements Health {
    @Override
    public String name() {
      return "suspect";
    }
  }

  /**
   * Gets nothing.
   *
   * @param cause what took it down, which decides what brings it back
   * @param ejections how many times in a row it went down without having been up between, 1 or more
   * @param retry after how long requests try it again; nothing that only probes bring back has one
   */
  record Down(String reason, Instant since, Cause cause, int ejections, Duration retry)
      implements Health {

    /** What took it down. */
    public enum Cause {
      /** Failures of live requests. */
      REQUESTS,
      /** Probes. */
      PROBES
    }

    /**
     * How long requests still do not try it. However the wall clock is set, that is no longer than
     * {@code retry}.
     */
    public Duration remaining(Instant now) {
      Duration passed = Duration.between(since, now);
      if (passed.isNegative()) {
        return retry;
      }
      return passed.compareTo(retry) < 0 ? retry.minus(passed) : Duration.ZERO;
    }

    @Override
    public String name() {
      return "down";
    }

    @Override
    public boolean usable() {
      return false;
    }
  }

  /**
   * Was down and is given requests again to see: half open.
   *
   * @param ejections as when it was down
   * @param trial how many requests may try
   */
  record HalfOpen(String reason, Instant since, int ejections, Trial trial) implements Health {
    @Override
    public String name() {
      return "half open";
    }

    /** Whether it has as many requests as may try it. */
    public boolean isFull() {
      return trial.isTaken();
    }
  }

  /**
   * Answers again, and gets more of its weight step by step: it may have to fill its caches.
   *
   * @param failures failures in a row, 0 or more
   * @param ejections as when it was down: forgotten only once it is up
   * @param weightPercent how much of its weight it has, 1 to 99
   */
  record Recovering(String reason, Instant since, int failures, int ejections, int weightPercent)
      implements Health {
    @Override
    public String name() {
      return "recovering";
    }
  }
}
