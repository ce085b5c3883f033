package org.rpicluster.balancer.vertx.edit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What roll-outs have said, by cluster, for pages and programs that want to see how they get on. In
 * memory: after a restart it is not known until the next report. Bounded by the members there are.
 * Any thread; reading takes no lock.
 */
public final class RolloutReports {

  private volatile Map<String, ClusterRollout> clusters = Map.of();

  /** Of none yet. */
  public RolloutReports() {}

  /** What is known of a cluster. */
  public ClusterRollout of(String cluster) {
    return clusters.getOrDefault(cluster, ClusterRollout.NONE);
  }

  /**
   * Takes a report.
   *
   * @param members the members that each cluster has now, by its name: of others nothing is kept
   */
  public synchronized void report(
      String cluster, RolloutReport report, Instant now, Map<String, Set<String>> members) {
    Map<String, ClusterRollout> known = new HashMap<>(clusters);
    known.put(cluster, of(cluster).with(report, now, members.getOrDefault(cluster, Set.of())));
    known.keySet().retainAll(members.keySet());
    clusters = Map.copyOf(known);
  }
}
