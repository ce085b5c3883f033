package org.rpicluster.balancer.health;

/** The cluster, as its probes see it. Any thread. */
public interface ProbeTarget {

  /** Whether a member gets no requests, or only to see: passes count then, and not failures. */
  boolean isOut(String id);

  /** As many probes of a member have failed as take it out. */
  void probesFailed(String id, String reason);

  /** As many probes of a member have passed as bring it back. */
  void probesPassed(String id);
}
