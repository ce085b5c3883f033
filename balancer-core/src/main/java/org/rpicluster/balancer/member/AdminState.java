package org.rpicluster.balancer.member;

/**
 * The state that the operator wants a member to be in. Apache's flags {@code N}, {@code D} and
 * {@code S}.
 */
public enum AdminState {
  /** Serves. */
  ENABLED,
  /** Takes no new work but that of its own sticky sessions. */
  DRAINING,
  /** Gets no new request. */
  DISABLED,
  /** Gets no request, and is neither retried nor probed. */
  STOPPED
}
