package org.rpicluster.balancer;

/**
 * No member could be picked. It says why, and has no stack trace: it is an everyday answer, not a
 * fault.
 */
public final class NoMemberException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there was nobody. */
  public enum Reason {
    /** The cluster has no members. */
    EMPTY,
    /** No member is eligible. */
    ALL_UNAVAILABLE,
    /** Every eligible member has as many requests as it may have. */
    ALL_FULL,
    /** Every eligible member was tried for this request. */
    ALL_TRIED,
    /** The request is bound to members that cannot serve, and nobody else may have it. */
    ROUTE_UNAVAILABLE
  }

  private final Reason reason;

  NoMemberException(String cluster, Reason reason) {
    super(cluster + ": " + words(reason), null, false, false);
    this.reason = reason;
  }

  /** Why there was nobody. */
  public Reason reason() {
    return reason;
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case EMPTY -> "the cluster has no members";
      case ALL_UNAVAILABLE -> "no member is available";
      case ALL_FULL -> "every member is at its limit";
      case ALL_TRIED -> "every member was tried";
      case ROUTE_UNAVAILABLE -> "the member of its session is not available";
    };
  }
}
