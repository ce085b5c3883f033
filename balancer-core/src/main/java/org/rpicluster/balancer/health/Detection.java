package org.rpicluster.balancer.health;

import java.util.EnumSet;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Outcome;

/**
 * When failures of live requests take a member out. Immutable.
 *
 * @param counted the outcomes that count as failures
 * @param failures so many in a row take it out, 1 or more
 * @param connectFailures so many in a row of which the last is {@link Outcome#CONNECT_FAILED} take
 *     it out, 1 to {@code failures}: that nobody is there is certain sooner
 * @param statuses statuses of answers that count as failures; Apache's {@code failonstatus}
 * @param ejectPercentMax the share of the enabled members that may be out at a time for failures
 *     other than of connections, 0 to 100; one may be in any case but 0. A bad deploy fails
 *     everywhere, and leaving half of it in service is better than nothing.
 */
public record Detection(
    Set<Outcome> counted,
    int failures,
    int connectFailures,
    Set<Integer> statuses,
    int ejectPercentMax) {

  /**
   * A request that its member cannot digest fails three times as soon as a client repeats it, once
   * by itself: below three, one bad request would take one member after the other out.
   */
  static final Detection DEFAULT =
      new Detection(
          EnumSet.of(
              Outcome.CONNECT_FAILED,
              Outcome.RESET,
              Outcome.PROTOCOL_ERROR,
              Outcome.TIMED_OUT,
              Outcome.BAD_STATUS),
          3,
          1,
          Set.of(),
          50);

  /** What {@code mod_proxy} sets the error state for. */
  static final Detection APACHE =
      new Detection(EnumSet.of(Outcome.CONNECT_FAILED, Outcome.BAD_STATUS), 1, 1, Set.of(), 100);

  /** Checks the ranges. */
  public Detection {
    Check.argument(failures >= 1, "failures", failures, "1 or more");
    boolean fewer = connectFailures >= 1 && connectFailures <= failures;
    Check.argument(fewer, "connectFailures", connectFailures, "1 to " + failures);
    boolean percent = ejectPercentMax >= 0 && ejectPercentMax <= 100;
    Check.argument(percent, "ejectMax", ejectPercentMax + "%", "0% to 100%");
    counted = Set.copyOf(counted);
    statuses = Set.copyOf(statuses);
    for (int status : statuses) {
      Check.argument(status >= 100 && status <= 599, "statuses", status, "100 to 599");
    }
  }

  /** Whether an answer that does not come in time counts; Apache's {@code failontimeout}. */
  public boolean timeouts() {
    return counted.contains(Outcome.TIMED_OUT);
  }

  /** How many failures in a row take a member out, of which the last is this one. */
  int limit(Outcome outcome) {
    return outcome == Outcome.CONNECT_FAILED ? connectFailures : failures;
  }

  /**
   * Whether one more member may be taken out.
   *
   * @param outcome for which it would be
   * @param out enabled members that are down
   * @param enabled enabled members, this one among them
   */
  public boolean mayEject(Outcome outcome, int out, int enabled) {
    if (outcome == Outcome.CONNECT_FAILED || ejectPercentMax == 100) {
      return true;
    }
    return ejectPercentMax > 0 && (out == 0 || (out + 1) * 100 <= enabled * ejectPercentMax);
  }
}
