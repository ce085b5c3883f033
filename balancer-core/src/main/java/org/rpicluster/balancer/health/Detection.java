package org.rpicluster.balancer.health;

import java.util.EnumSet;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Outcome;

/**
 * The limits at which failures of live requests take a member out. Immutable.
 *
 * @param counted the outcomes that count as failures
 * @param failures so many in a row take it out, 1 or more
 * @param connectFailures so many in a row of which the last is {@link Outcome#CONNECT_FAILED} take
 *     it out, 1 to {@code failures}: that no server is there is certain sooner
 * @param errors so many in a row of which the last is {@link Outcome#SERVER_ERROR} take it out, 1
 *     or more; they count if {@code counted} has that outcome
 * @param statuses statuses of answers that count as failures; Apache's {@code failonstatus}
 * @param ejectPercentMax the share of the enabled members that may be out at a time for failures
 *     other than of connections, 0 to 100; one may be in any case but 0. A bad deploy fails
 *     everywhere, and leaving half of it in service is better than nothing.
 * @param anyPath whether a run of failures counts though all of it was asked for on one path, and
 *     no other member answers that path well; Apache's way. A limit of 1 has no run to look at.
 */
public record Detection(
    Set<Outcome> counted,
    int failures,
    int connectFailures,
    int errors,
    Set<Integer> statuses,
    int ejectPercentMax,
    boolean anyPath) {

  /**
   * A request that its member cannot digest fails three times as soon as a client repeats it, once
   * by itself: below three, one bad request would take one member after the other out. An error is
   * an answer, and less certain than none: five in a row, as Envoy's {@code consecutive_5xx}.
   */
  static final Detection DEFAULT =
      new Detection(
          EnumSet.of(
              Outcome.CONNECT_FAILED,
              Outcome.RESET,
              Outcome.PROTOCOL_ERROR,
              Outcome.TIMED_OUT,
              Outcome.BAD_STATUS,
              Outcome.SERVER_ERROR),
          3,
          1,
          5,
          Set.of(),
          50,
          false);

  /** What {@code mod_proxy} sets the error state for. */
  static final Detection APACHE =
      new Detection(
          EnumSet.of(Outcome.CONNECT_FAILED, Outcome.BAD_STATUS), 1, 1, 5, Set.of(), 100, true);

  /** Checks the ranges. */
  public Detection {
    Check.argument(failures >= 1, "failures", failures, "1 or more");
    boolean fewer = connectFailures >= 1 && connectFailures <= failures;
    Check.argument(fewer, "connectFailures", connectFailures, "1 to " + failures);
    Check.argument(errors >= 1, "errors", errors, "1 or more");
    boolean percent = ejectPercentMax >= 0 && ejectPercentMax <= 100;
    Check.argument(percent, "ejectMax", ejectPercentMax + "%", "0% to 100%");
    counted = Set.copyOf(counted);
    statuses = Set.copyOf(statuses);
    for (int status : statuses) {
      Check.argument(status >= 100 && status <= 999, "statuses", status, "100 to 999");
    }
  }

  /** Whether an answer that does not come in time counts; Apache's {@code failontimeout}. */
  public boolean timeouts() {
    return counted.contains(Outcome.TIMED_OUT);
  }

  /** What an answer of this status, 100 to 999, means for its member. */
  public Outcome outcomeOf(int status) {
    if (!statuses.isEmpty() && statuses.contains(status)) { // no object for a number, mostly
      return Outcome.BAD_STATUS;
    }
    boolean error = status >= 500 && status != 501 && status != 505;
    return error && counted.contains(Outcome.SERVER_ERROR) ? Outcome.SERVER_ERROR : Outcome.SUCCESS;
  }

  /** How many failures in a row take a member out, of which the last is this one. */
  public int limit(Outcome outcome) {
    return switch (outcome) {
      case CONNECT_FAILED -> connectFailures;
      case SERVER_ERROR -> errors;
      default -> failures;
    };
  }

  /**
   * Whether a run of failures that ends with this one counts whatever was asked for. That there is
   * no connection has nothing to do with it, and one failure is no run.
   */
  public boolean countsOnAnyPath(Outcome outcome) {
    return anyPath || outcome == Outcome.CONNECT_FAILED || limit(outcome) == 1;
  }

  /**
   * Whether one more member may be taken out. For errors never the last one: an error is an answer,
   * and the cluster has no better one.
   *
   * @param outcome for which it would be
   * @param out enabled members that are down
   * @param enabled enabled members, this one among them
   */
  public boolean mayEject(Outcome outcome, int out, int enabled) {
    if (outcome == Outcome.CONNECT_FAILED) {
      return true;
    }
    if (outcome == Outcome.SERVER_ERROR && out + 1 >= enabled) {
      return false;
    }
    return ejectPercentMax == 100
        || ejectPercentMax > 0 && (out == 0 || (out + 1) * 100 <= enabled * ejectPercentMax);
  }

  Detection counted(Outcome outcome, boolean counts) {
    EnumSet<Outcome> next = EnumSet.copyOf(counted);
    if (counts) {
      next.add(outcome);
    } else {
      next.remove(outcome);
    }
    return new Detection(
        next, failures, connectFailures, errors, statuses, ejectPercentMax, anyPath);
  }

  Detection limits(int failuresMost, int connectFailuresMost, int errorsMost) {
    return new Detection(
        counted, failuresMost, connectFailuresMost, errorsMost, statuses, ejectPercentMax, anyPath);
  }

  Detection statuses(Set<Integer> listed) {
    return new Detection(
        counted, failures, connectFailures, errors, listed, ejectPercentMax, anyPath);
  }

  Detection ejectPercentMax(int percent) {
    return new Detection(counted, failures, connectFailures, errors, statuses, percent, anyPath);
  }
}
