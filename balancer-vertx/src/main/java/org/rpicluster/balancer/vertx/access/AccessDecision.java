package org.rpicluster.balancer.vertx.access;

/** The decision of a {@link Requirement} on a request. */
public enum AccessDecision {
  /** It may pass. */
  GRANTED,
  /** It may not, whatever its client says of itself. */
  DENIED,
  /** It depends on who the user is, which the client has not said. */
  USER_NEEDED
}
