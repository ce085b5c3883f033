package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.member.Outcome;

/**
 * The table's rows of {@link FailurePolicy}: when live requests take a member out. They are set in
 * this order, as what is said first moves the defaults of the others. Immutable.
 */
public final class FailureRows {

  private static final int NO_ERRORS = 0;

  private static final Setting<FailurePolicy, Integer> FAILURES =
      new Setting<>(
          "failures",
          ValueTypes.whole(1, Integer.MAX_VALUE),
          "3",
          policy -> policy.detection().failures(),
          FailurePolicy::failures,
          "failures in a row that take it out");

  private static final Setting<FailurePolicy, Integer> CONNECT_FAILURES =
      new Setting<>(
          "connectFailures",
          ValueTypes.whole(1, Integer.MAX_VALUE).called("1 to `failures`"),
          "1",
          policy -> policy.detection().connectFailures(),
          FailurePolicy::connectFailures,
          "if the last of them is that there is no connection");

  private static final Setting<FailurePolicy, Integer> ERRORS =
      new Setting<>(
          "errors",
          ValueTypes.whole(1, Integer.MAX_VALUE).or("none", NO_ERRORS),
          "5",
          FailureRows::errors,
          FailureRows::withErrors,
          "if the last of them is an error");

  private static final Setting<FailurePolicy, Boolean> TIMEOUTS =
      new Setting<>(
          "timeouts",
          ValueTypes.flag(),
          "true",
          policy -> policy.detection().counted().contains(Outcome.TIMED_OUT),
          FailurePolicy::timeouts,
          "whether an answer that does not come in time counts");

  private static final Setting<FailurePolicy, Integer> EJECT_MAX =
      new Setting<>(
          "ejectMax",
          ValueTypes.percent(),
          "50%",
          policy -> policy.detection().ejectPercentMax(),
          FailurePolicy::ejectPercentMax,
          "how many of the enabled members may be out at one time");

  private static final Setting<FailurePolicy, Duration> RETRY =
      new Setting<>(
          "retry",
          ValueTypes.duration(),
          "5s",
          policy -> policy.recovery().retry(),
          FailurePolicy::retry,
          "how long it is out the first time");

  private static final Setting<FailurePolicy, Duration> RETRY_MAX =
      new Setting<>(
          "retryMax",
          ValueTypes.duration(),
          "60s",
          policy -> policy.recovery().retryMax(),
          FailurePolicy::retryMax,
          "how long at most");

  private static final Setting<FailurePolicy, Duration> SLOW_START =
      new Setting<>(
          "slowStart",
          ValueTypes.duration(),
          "10s",
          policy -> policy.recovery().slowStart(),
          FailurePolicy::slowStart,
          "how long a member that is back takes");

  private static final Setting<FailurePolicy, Boolean> PANIC =
      new Setting<>(
          "panic",
          ValueTypes.flag(),
          "true",
          policy -> policy.recovery().forced() != ForcedRecovery.NEVER,
          (policy, panic) -> panic ? policy : policy.forced(ForcedRecovery.NEVER),
          "when every enabled member is down, all are tried");

  /** All of them, in the order in which they are set. */
  public static final List<Setting<FailurePolicy, ?>> ALL =
      List.of(
          FAILURES,
          CONNECT_FAILURES,
          ERRORS,
          TIMEOUTS,
          EJECT_MAX,
          RETRY,
          RETRY_MAX,
          SLOW_START,
          PANIC);

  /** Every key, of a policy as users write it. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          ALL,
          List.of(
              new Part(
                  "policy", "`balancer`, `apache`", "`balancer`", "what the other keys start from"),
              new Part(
                  "statuses", "list of 100 to 999", "none", "statuses that count as failures")));

  private FailureRows() {}

  private static int errors(FailurePolicy policy) {
    boolean counted = policy.detection().counted().contains(Outcome.SERVER_ERROR);
    return counted ? policy.detection().errors() : NO_ERRORS;
  }

  private static FailurePolicy withErrors(FailurePolicy policy, int errors) {
    return errors == NO_ERRORS ? policy.noErrors() : policy.errors(errors);
  }
}
