package org.rpicluster.balancer.pick;

/** The eligibility of a member for a new request, or what keeps it out. */
public enum Eligibility {
  /** May be chosen now. */
  ELIGIBLE("eligible"),
  /** A lower set serves. */
  OTHER_SET("another set serves"),
  /** A spare, and no member of its set needs replacing. */
  IDLE_SPARE("spare, no member to replace"),
  /** A standby, and others of its set serve. */
  IDLE_STANDBY("standby, others serve"),
  /** Draining. */
  DRAINING("draining"),
  /** Disabled by the operator. */
  DISABLED("disabled"),
  /** Stopped by the operator. */
  STOPPED("stopped"),
  /** Down. */
  DOWN("down");

  private final String words;

  Eligibility(String words) {
    this.words = words;
  }

  /** For pages and logs. */
  @Override
  public String toString() {
    return words;
  }
}
