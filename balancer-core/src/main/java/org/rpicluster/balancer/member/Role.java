package org.rpicluster.balancer.member;

/** The role of a member in its set: when it takes part. Apache's flags {@code R} and {@code H}. */
public enum Role {
  /** Serves always. */
  ACTIVE,
  /** Replaces one active member of its set that cannot serve, as its equal; Apache's hot spare. */
  SPARE,
  /** Serves only when no other of its set can; Apache's hot standby. */
  STANDBY
}
