package org.rpicluster.balancer.vertx.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.check.Check;

/**
 * The policy of attempts: what a request of one cluster may cost before its client is told that it
 * failed. Whether it may go to another member at all, {@link FailureTable} says: a POST of which a
 * byte was sent never does. How many may in all is for the cluster's retry budget to say.
 * Immutable.
 *
 * @param max to how many members a request may be sent; who cannot be connected to does not count
 * @param on after which failures another member is tried
 * @param statuses which answers are taken for a failure as well, while another member is left
 * @param bodyBytesMax how much of a body is kept to be sent again
 * @param perTry how long one try may take, from the pick to the head of the answer; then another
 *     member is tried
 * @param total how long all tries together may take until the head of the answer
 * @param timeoutStatus what the client is told where a member does not answer in time
 */
public record AttemptPolicy(
    int max,
    Set<On> on,
    Set<Integer> statuses,
    int bodyBytesMax,
    Optional<Duration> perTry,
    Optional<Duration> total,
    int timeoutStatus) {

  /** RFC 9110 §15.6.5; Apache says 502. */
  private static final int GATEWAY_TIMEOUT = 504;

  /** More tries than this are no remedy for anything. */
  public static final int MAX = 100;

  /** As much of a body as one exchange may hold in memory; more would be no form and no call. */
  public static final int BODY_BYTES_MAX = 1024 * 1024;

  /**
   * Two members at most, as with Envoy. A failure of the network is repeated; an answer is the
   * application's own, and timeouts would hit the next member with the same slow request. 64 KiB
   * may be under way to a member anyway: a form or a call, and no upload.
   */
  public static final AttemptPolicy DEFAULT =
      new AttemptPolicy(
          2, Set.of(On.CONNECT, On.RESET), Set.of(), 64 * 1024, Optional.empty(), Optional.empty());

  /** Says 504 where a member does not answer in time. */
  public AttemptPolicy(
      int max,
      Set<On> on,
      Set<Integer> statuses,
      int bodyBytesMax,
      Optional<Duration> perTry,
      Optional<Duration> total) {
    this(max, on, statuses, bodyBytesMax, perTry, total, GATEWAY_TIMEOUT);
  }

  /** Failures after which another member may be tried. */
  public enum On {
    /** No connection could be had. */
    CONNECT,
    /** The connection broke, or what came is no answer. */
    RESET,
    /** The answer did not begin in time. */
    TIMEOUT
  }

  /** Checks the ranges. */
  public AttemptPolicy {
    Check.argument(max >= 1 && max <= MAX, "max", max, "1 to " + MAX);
    on = Set.copyOf(on);
    statuses = Set.copyOf(statuses);
    for (int status : statuses) {
      Check.argument(status >= 500 && status <= 999, "on", status, "500 to 999");
    }
    boolean bounded = bodyBytesMax >= 0 && bodyBytesMax <= BODY_BYTES_MAX;
    Check.argument(bounded, "bodyBuffer", bodyBytesMax, "0 to " + BODY_BYTES_MAX);
    boolean isStatus = timeoutStatus >= 502 && timeoutStatus <= 504;
    Check.argument(isStatus, "timeoutStatus", timeoutStatus, "502 to 504");
    perTry.ifPresent(time -> positive("perTry", time));
    total.ifPresent(time -> positive("total", time));
    if (perTry.isPresent() && total.isPresent()) {
      boolean longer = total.get().compareTo(perTry.get()) >= 0;
      Check.argument(
          longer, "total", text(total.get()), "perTry, " + text(perTry.get()) + ", or more");
    }
  }

  private static void positive(String name, Duration value) {
    Check.argument(!value.isNegative() && !value.isZero(), name, value, "more than 0");
  }

  private static String text(Duration duration) {
    return duration.toMillis() + " ms";
  }

  /** Whether an answer of this status is taken for a failure. */
  public boolean isFailure(int status) {
    return !statuses.isEmpty() && statuses.contains(status); // no object for a number, mostly
  }

  /** Whether there is a time by which the head of an answer must be there. */
  boolean hasDeadlines() {
    return perTry.isPresent() || total.isPresent();
  }

  /** The same with another number of members. */
  public AttemptPolicy max(int members) {
    return new AttemptPolicy(members, on, statuses, bodyBytesMax, perTry, total, timeoutStatus);
  }

  /** The same after other failures. */
  public AttemptPolicy on(Set<On> failures, Set<Integer> answers) {
    return new AttemptPolicy(max, failures, answers, bodyBytesMax, perTry, total, timeoutStatus);
  }

  /** The same with more or less of a body kept. */
  public AttemptPolicy bodyBytesMax(int bytes) {
    return new AttemptPolicy(max, on, statuses, bytes, perTry, total, timeoutStatus);
  }

  /** The same with a deadline for each try. */
  public AttemptPolicy perTry(Optional<Duration> time) {
    return new AttemptPolicy(max, on, statuses, bodyBytesMax, time, total, timeoutStatus);
  }

  /** The same with a deadline for all tries. */
  public AttemptPolicy total(Optional<Duration> time) {
    return new AttemptPolicy(max, on, statuses, bodyBytesMax, perTry, time, timeoutStatus);
  }

  /** The same with another status for members that are too slow. */
  public AttemptPolicy timeoutStatus(int status) {
    return new AttemptPolicy(max, on, statuses, bodyBytesMax, perTry, total, status);
  }
}
