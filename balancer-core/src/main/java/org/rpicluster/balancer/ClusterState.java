package org.rpicluster.balancer;

import org.rpicluster.balancer.pick.Candidates;

/**
 * A whole cluster at one moment: what {@link Membership} publishes by one volatile write. Who reads
 * it once sees the members and the rules that belong together. Immutable, but for what the picker
 * has counted.
 *
 * @param candidates its members, and which of them are eligible
 * @param degraded the members whose health a success would change
 * @param rules what holds for all of them
 * @param picker chooses among them
 */
record ClusterState(
    Candidates candidates, DegradedMembers degraded, ClusterRules rules, GuardedPicker picker) {

  /** A cluster without members. */
  static ClusterState empty(ClusterRules rules, GuardedPicker picker) {
    return new ClusterState(Candidates.EMPTY, DegradedMembers.NONE, rules, picker);
  }

  ClusterState candidates(Candidates next) {
    return new ClusterState(next, DegradedMembers.of(next), rules, picker);
  }

  ClusterState rules(ClusterRules next) {
    return new ClusterState(candidates, degraded, next, picker);
  }

  ClusterState picker(GuardedPicker next) {
    return new ClusterState(candidates, degraded, rules, next);
  }
}
