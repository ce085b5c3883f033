package org.rpicluster.balancer;

import java.util.List;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Health.Down.Cause;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.pick.Candidate;

/**
 * How much of a cluster is out. O(members), immutable.
 *
 * @param enabled members that the operator has enabled
 * @param out those of them that are down
 */
record Outage(int enabled, int out) {

  static Outage of(List<Candidate> members) {
    int enabled = 0;
    int out = 0;
    for (Candidate candidate : members) {
      if (isEnabled(candidate)) {
        enabled++;
        out += isDown(candidate) ? 1 : 0;
      }
    }
    return new Outage(enabled, out);
  }

  /** Whether nobody is left, so that those who are down are to be tried. */
  static boolean isTotal(List<Candidate> members, ForcedRecovery rule) {
    return switch (rule) {
      case NEVER -> false;
      case OF_ENABLED -> {
        Outage outage = of(members);
        yield outage.enabled > 0 && outage.out == outage.enabled;
      }
      case AS_APACHE -> !members.isEmpty() && members.stream().allMatch(Outage::isDownByRequests);
    };
  }

  private static boolean isEnabled(Candidate candidate) {
    return candidate.member().state() == AdminState.ENABLED;
  }

  private static boolean isDown(Candidate candidate) {
    return candidate.health() instanceof Health.Down;
  }

  private static boolean isDownByRequests(Candidate candidate) {
    return candidate.health() instanceof Health.Down down && down.cause() == Cause.REQUESTS;
  }
}
