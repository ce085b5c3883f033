package org.rpicluster.balancer.program.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.program.discovery.FoundMembers;
import org.rpicluster.balancer.program.overlay.MadeEdit;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.peers.PeerState;

/**
 * The state that outlives the program. Immutable.
 *
 * @param edits what operators have changed on top of the configuration
 * @param learnt what was counted and learnt of members, by cluster
 * @param made who has edited what, the newest first
 * @param peers what is shared with other balancers, if there are others
 * @param found the members that were found
 */
public record SavedState(
    Overlay edits,
    Map<String, Snapshot> learnt,
    List<MadeEdit> made,
    Optional<PeerState> peers,
    FoundMembers found) {

  /** Nothing yet. */
  public static final SavedState NONE = new SavedState(Overlay.NONE, Map.of(), List.of());

  /** Copies map and list. */
  public SavedState {
    learnt = Map.copyOf(learnt);
    made = List.copyOf(made);
  }

  /** Of a balancer that is alone. */
  public SavedState(Overlay edits, Map<String, Snapshot> learnt, List<MadeEdit> made) {
    this(edits, learnt, made, Optional.empty());
  }

  /** Where no members were found. */
  public SavedState(
      Overlay edits, Map<String, Snapshot> learnt, List<MadeEdit> made, Optional<PeerState> peers) {
    this(edits, learnt, made, peers, FoundMembers.NONE);
  }

  /** What was learnt in a cluster. */
  public Snapshot learntIn(String cluster) {
    return learnt.getOrDefault(cluster, Snapshot.NONE);
  }
}
