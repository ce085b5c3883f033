package org.rpicluster.balancer.health;

import java.time.Duration;
import java.util.Set;
import org.rpicluster.balancer.check.Check;

/**
 * When failures of live requests take a member out, and for how long. Immutable.
 *
 * @param failures failures in a row that take it out, 1 or more
 * @param retry how long it is out before it is tried again, 0 or more
 * @param statuses statuses of answers that count as failures; Apache's {@code failonstatus}
 * @param timeouts whether an answer that does not come in time counts; Apache's {@code
 *     failontimeout}
 */
public record FailurePolicy(int failures, Duration retry, Set<Integer> statuses, boolean timeouts) {

  /** Apache's: one failure, a minute; no status counts; here a timeout does. */
  public static final FailurePolicy DEFAULT =
      new FailurePolicy(1, Duration.ofSeconds(60), Set.of(), true);

  /** Checks the ranges. */
  public FailurePolicy {
    Check.argument(failures >= 1, "failures", failures, "1 or more");
    Check.argument(!retry.isNegative(), "retry", retry, "0 or more");
    statuses = Set.copyOf(statuses);
    for (int status : statuses) {
      Check.argument(status >= 100 && status <= 599, "statuses", status, "100 to 599");
    }
  }
}
