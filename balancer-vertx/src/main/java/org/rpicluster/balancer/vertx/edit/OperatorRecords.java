package org.rpicluster.balancer.vertx.edit;

import java.util.Map;
import java.util.Optional;

/**
 * The records about clusters beside themselves: what operators have edited, how roll-outs get on,
 * which balancers share edits. To be shown, also where nothing may be changed. Any thread.
 */
public interface OperatorRecords {

  /** Of clusters that nothing is known of. */
  OperatorRecords NONE = new OperatorRecords() {};

  /** What has been edited so far, and what differs by it from the configuration. */
  default EditJournal journal() {
    return EditJournal.NONE;
  }

  /**
   * Where what roll-outs say is kept over several managers, and longer than one of them; without
   * it, a manager keeps it itself.
   */
  default Optional<RolloutReports> rollouts() {
    return Optional.empty();
  }

  /**
   * What else is set for a cluster, in words by what it is: how members are probed, how often a
   * request is tried. In the order in which it is shown.
   */
  default Map<String, String> policiesOf(String cluster) {
    return Map.of();
  }

  /** The balancers that share edits with this one. */
  default PeerBalancers peers() {
    return PeerBalancers.NONE;
  }
}
