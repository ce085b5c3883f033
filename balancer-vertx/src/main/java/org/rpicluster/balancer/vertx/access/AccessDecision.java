package org.rpicluster.balancer.vertx.access;

/** What a {@link Requirement} says of a request. */
public enum AccessDecision {
  /** It may pass. */
  GRANTED,
  /** It may not, whatever its client says of itself. */
  DENIED,
  /** It depends on who the user is, which the client has not said. */
  USER_NEEDED
}
