package org.rpicluster.balancer.member;

/**
 * The end of one use of a member. It frees the member in every case; {@link #blamesMember} says
 * whether it also counts against its health.
 */
public enum Outcome {
  /** The member answered, with a status that does not count as a failure. */
  SUCCESS(false),
  /** No connection could be had: refused, unreachable, or not in time. */
  CONNECT_FAILED(true),
  /** The member cut the connection before its answer was whole. */
  RESET(true),
  /** The member sent something that is not the protocol. */
  PROTOCOL_ERROR(true),
  /** The member was connected but did not answer in time. */
  TIMED_OUT(true),
  /** The member answered with a status that the failure policy lists. */
  BAD_STATUS(true),
  /**
   * The member answered that it failed: 500 to 599 but for 501 and 505, which say that it does not
   * do such a thing, or 600 and above, which are no better (RFC 9110 §15).
   */
  SERVER_ERROR(true),
  /**
   * The client went away, or the caller gave up: this counts neither for nor against the member.
   */
  CANCELLED(false);

  private final boolean blamesMember;

  Outcome(boolean blamesMember) {
    this.blamesMember = blamesMember;
  }

  /** Whether this outcome counts as a failure of the member. */
  public boolean blamesMember() {
    return blamesMember;
  }
}
