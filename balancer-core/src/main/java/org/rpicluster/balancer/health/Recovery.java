package org.rpicluster.balancer.health;

import java.time.Duration;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Chance;

/**
 * The way back of a member that was taken out. Immutable.
 *
 * @param retry how long it is out the first time, 0 or more
 * @param retryMax the longest it is out, {@code retry} or more: each time in a row is twice as long
 * @param singleTrial whether one request at a time tries it, or all that come
 * @param slowStart how long it takes from a tenth of its weight to all of it, 0 or more
 * @param forced when those who are down are tried all the same
 */
public record Recovery(
    Duration retry,
    Duration retryMax,
    boolean singleTrial,
    Duration slowStart,
    ForcedRecovery forced) {

  /** Steps of a slow start: each publishes the cluster anew. */
  static final int STEPS = 10;

  /** Members that failed together are not tried together. */
  private static final double JITTER = 0.1;

  /** A worker that restarts is back within seconds; a Pi that boots within a minute. */
  static final Recovery DEFAULT =
      new Recovery(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          true,
          Duration.ofSeconds(10),
          ForcedRecovery.OF_ENABLED);

  /** {@code retry=60}, and nothing that grows. */
  static final Recovery APACHE =
      new Recovery(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          false,
          Duration.ZERO,
          ForcedRecovery.AS_APACHE);

  /** Checks the ranges. */
  public Recovery {
    Check.argument(!retry.isNegative(), "retry", retry, "0 or more");
    boolean more = retryMax.compareTo(retry) >= 0;
    Check.argument(more, "retryMax", millis(retryMax), millis(retry) + " or more");
    Check.argument(!slowStart.isNegative(), "slowStart", slowStart, "0 or more");
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }

  /**
   * How long a member is out.
   *
   * @param ejections the how many-eth time in a row, 1 or more
   */
  Duration retry(int ejections, Chance chance) {
    if (retryMax.equals(retry)) {
      return retry;
    }
    // 2^16 times any retry that is worth its name is above any limit that is.
    Duration grown = retry.multipliedBy(1L << Math.min(ejections - 1, 16));
    long nanos = (grown.compareTo(retryMax) < 0 ? grown : retryMax).toNanos();
    double swing = 2 * JITTER * chance.below(1 << 20) / (1 << 20) - JITTER;
    return Duration.ofNanos(Math.min(retryMax.toNanos(), (long) (nanos * (1 + swing))));
  }

  /** A retry that was decided under another policy. */
  Duration atMost(Duration other) {
    return other.compareTo(retryMax) < 0 ? other : retryMax;
  }

  /** The time from one step of a slow start to the next. */
  public Duration step() {
    return slowStart.dividedBy(STEPS);
  }
}
