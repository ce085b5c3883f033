package org.rpicluster.balancer;

import java.util.List;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Health.Down.Cause;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The share of a cluster that is out. O(members), immutable.
 *
 * @param enabled members that the operator has enabled
 * @param out those of them that are down
 * @param onTrial those of them that were down and are tried by one request at a time
 * @param tried those of them that were down and are tried by all requests
 */
record Outage(int enabled, int out, int onTrial, int tried) {

  static Outage of(List<Candidate> members) {
    int enabled = 0;
    int out = 0;
    int onTrial = 0;
    int tried = 0;
    for (Candidate candidate : members) {
      if (isEnabled(candidate)) {
        enabled++;
        out += isDown(candidate) ? 1 : 0;
        onTrial += candidate.isOnTrial() ? 1 : 0;
        tried += isTriedByAll(candidate) ? 1 : 0;
      }
    }
    return new Outage(enabled, out, onTrial, tried);
  }

  /** Whether no member is left, so that those that are down are to be tried. */
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

  /**
   * How many are out as long as nothing better is known: if others might be taken out while one is
   * on trial, there would be one too many whenever a trial fails.
   */
  int notServing() {
    return out + onTrial;
  }

  /** Whether those who are tried are all that there are. */
  boolean allAreTried() {
    return tried == enabled && enabled > 0;
  }

  private static boolean isTriedByAll(Candidate candidate) {
    return candidate.health() instanceof Health.HalfOpen halfOpen && !halfOpen.trial().isSingle();
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
