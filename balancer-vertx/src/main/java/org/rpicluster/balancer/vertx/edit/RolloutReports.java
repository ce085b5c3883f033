package org.rpicluster.balancer.vertx.edit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The reports of roll-outs, by cluster, for pages and programs that want to see how they get on. In
 * memory: after a restart there are none until the next one. Bounded by the members there are. Any
 * thread; reading takes no lock.
 */
public final class RolloutReports {

  private final BiConsumer<String, ClusterRollout> told;
  private volatile Map<String, ClusterRollout> clusters = Map.of();

  /** Of none yet. */
  public RolloutReports() {
    this((cluster, rollout) -> {});
  }

  /**
   * Of none yet.
   *
   * @param told is told what is known of a cluster after each report
   */
  public RolloutReports(BiConsumer<String, ClusterRollout> told) {
    this.told = told;
  }

  /** What is known of a cluster. */
  public ClusterRollout of(String cluster) {
    return clusters.getOrDefault(cluster, ClusterRollout.NONE);
  }

  /**
   * Takes a report.
   *
   * @param members the members that each cluster has now, by its name: of others nothing is kept
   */
  public void report(
      String cluster, RolloutReport report, Instant now, Map<String, Set<String>> members) {
    told.accept(cluster, reported(cluster, report, now, members));
  }

  private synchronized ClusterRollout reported(
      String cluster, RolloutReport report, Instant now, Map<String, Set<String>> members) {
    Map<String, ClusterRollout> known = new HashMap<>(clusters);
    ClusterRollout next = of(cluster).with(report, now, members.getOrDefault(cluster, Set.of()));
    known.put(cluster, next);
    known.keySet().retainAll(members.keySet());
    clusters = Map.copyOf(known);
    return next;
  }

  /** Takes what another program that was told of the roll-outs of a cluster knows. */
  public synchronized void take(String cluster, ClusterRollout rollout) {
    Map<String, ClusterRollout> known = new HashMap<>(clusters);
    known.put(cluster, rollout);
    clusters = Map.copyOf(known);
  }
}
