package org.rpicluster.balancer.vertx.manager;

import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * The number of a cluster's members that are known to serve. One that was down and waits for a
 * request to try it may be chosen, but has not answered yet; so has one that fails again and again,
 * and stays only as too many others are out. O(members) to make; immutable.
 *
 * @param serving eligible members that have answered since they failed, or never failed
 * @param toBeTried the other eligible ones
 */
record ServingMembers(int serving, int toBeTried) {

  static ServingMembers of(Balancer balancer) {
    Candidates candidates = balancer.candidates();
    int limit = balancer.failurePolicy().detection().failures();
    int serving = 0;
    for (int i = 0; i < candidates.size(); i++) {
      serving += isToBeTried(candidates.get(i), limit) ? 0 : 1;
    }
    return new ServingMembers(serving, candidates.size() - serving);
  }

  private static boolean isToBeTried(Candidate candidate, int limit) {
    return isHalfOpen(candidate)
        || candidate.health() instanceof Health.Suspect suspect && suspect.failures() >= limit;
  }

  /** Whether it was down, and has not answered since. */
  static boolean isHalfOpen(Candidate candidate) {
    return candidate.isEligible() && candidate.health() instanceof Health.HalfOpen;
  }

  /** As in {@code 1 of 3, 1 to be tried}. */
  String inWords(int members) {
    return serving + " of " + members + (toBeTried == 0 ? "" : ", " + toBeTried + " to be tried");
  }
}
