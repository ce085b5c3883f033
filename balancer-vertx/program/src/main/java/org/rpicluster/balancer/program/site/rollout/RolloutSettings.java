package org.rpicluster.balancer.program.site.rollout;

import java.time.Duration;
import org.rpicluster.balancer.check.Check;

/**
 * The settings of a roll-out: how many members at a time, and when it stops. Immutable.
 *
 * @param cluster the cluster's name
 * @param maxUnavailable members that may be away at one time, those that are down among them; 1 or
 *     more
 * @param canary members that go first, one at a time; 0 or more
 * @param canaryPause how long the others wait after them
 * @param healthyCount good probes in a row before a member serves again; 0 or more
 * @param drainWithin how long requests in flight are waited for
 * @param updateWithin how long a member's update may take
 * @param healthyWithin how long it may take a member to be well
 */
public record RolloutSettings(
    String cluster,
    int maxUnavailable,
    int canary,
    Duration canaryPause,
    int healthyCount,
    Duration drainWithin,
    Duration updateWithin,
    Duration healthyWithin) {

  /** Checks the ranges. */
  public RolloutSettings {
    Check.argument(maxUnavailable >= 1, "--max-unavailable", maxUnavailable, "1 or more");
    Check.argument(canary >= 0, "--canary", canary, "0 or more");
    Check.argument(healthyCount >= 0, "--wait-healthy", healthyCount, "0 or more");
  }
}
