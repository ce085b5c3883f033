package org.rpicluster.balancer.vertx.edit;

import java.util.List;
import java.util.Optional;

/**
 * The difference of a cluster from its configuration, by what operators have edited. Immutable.
 *
 * @param strategy the configured strategy with its options, if there is another one now
 * @param members those that differ
 */
public record ClusterDifference(Optional<String> strategy, List<MemberDifference> members) {

  /** It does not. */
  public static final ClusterDifference NONE = new ClusterDifference(Optional.empty(), List.of());

  /** Copies the list. */
  public ClusterDifference {
    members = List.copyOf(members);
  }

  /** How a member does. */
  public Optional<MemberDifference> of(String id) {
    return members.stream().filter(difference -> difference.member().id().equals(id)).findFirst();
  }
}
