package org.rpicluster.balancer.program.state;

import java.util.Map;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.program.overlay.Overlay;

/**
 * What outlives the program. Immutable.
 *
 * @param edits what operators have changed on top of the configuration
 * @param learnt what was counted and learnt of members, by cluster
 */
public record SavedState(Overlay edits, Map<String, Snapshot> learnt) {

  /** Nothing yet. */
  public static final SavedState NONE = new SavedState(Overlay.NONE, Map.of());

  /** Copies the map. */
  public SavedState {
    learnt = Map.copyOf(learnt);
  }

  /** What was learnt in a cluster. */
  public Snapshot learntIn(String cluster) {
    return learnt.getOrDefault(cluster, Snapshot.NONE);
  }
}
