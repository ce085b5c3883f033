package org.rpicluster.balancer.health;

/** The rule by which members that are down are tried all the same, as no other is left. */
public enum ForcedRecovery {
  /** Never: there is no member then. Apache's {@code forcerecovery=Off}. */
  NEVER,
  /** When every member that the operator has enabled is down, by requests or by probes. */
  OF_ENABLED,
  /**
   * Apache's: when every member is down by requests. One that is disabled, or down by probes alone,
   * prevents it.
   */
  AS_APACHE
}
