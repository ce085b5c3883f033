package org.rpicluster.balancer.vertx.edit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The roll-outs of a cluster: the one that goes on, and which version each member was last said to
 * serve. Immutable.
 *
 * @param latest the latest report of the one that goes on
 * @param time when that came
 * @param versions by the member's id
 */
public record ClusterRollout(
    Optional<RolloutReport> latest, Instant time, Map<String, String> versions) {

  /** Nothing is. */
  public static final ClusterRollout NONE =
      new ClusterRollout(Optional.empty(), Instant.EPOCH, Map.of());

  /** Copies the versions. */
  public ClusterRollout {
    versions = Map.copyOf(versions);
  }

  /** What a member serves, if a roll-out has said so. */
  public Optional<String> versionOf(String member) {
    return Optional.ofNullable(versions.get(member));
  }

  /** How many members are known to have what they shall have. */
  public long updated() {
    return latest
        .map(report -> versions.values().stream().filter(report.target()::equals).count())
        .orElse(0L);
  }

  /**
   * After one more report.
   *
   * @param members those that the cluster has now: of others nothing is kept
   */
  ClusterRollout with(RolloutReport report, Instant now, Set<String> members) {
    Map<String, String> known = new HashMap<>(versions);
    report.version().ifPresent(version -> known.put(report.member(), version));
    known.keySet().retainAll(members);
    return new ClusterRollout(Optional.of(report).filter(it -> !it.isLast()), now, known);
  }
}
