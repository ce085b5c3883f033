package org.rpicluster.balancer.health;

import java.util.Optional;

/** The cluster, as its probes see it. Any thread. */
public interface ProbeTarget {

  /** How a member is; empty if there is none with this id. */
  Optional<Health> healthOf(String id);

  /** As many probes of a member have failed as take it out. */
  void probesFailed(String id, String reason);

  /** As many probes of a member have passed as bring it back. */
  void probesPassed(String id);
}
