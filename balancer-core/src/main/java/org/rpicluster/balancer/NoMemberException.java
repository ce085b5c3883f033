package org.rpicluster.balancer;

import org.jspecify.annotations.Nullable;

/**
 * No member could be picked. It says why, and has no stack trace: it is an everyday answer, not a
 * fault; but for {@link Reason#STRATEGY_FAILED}, which names the strategy and has a cause.
 */
public final class NoMemberException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there was no member. */
  public enum Reason {
    /** The cluster has no members. */
    EMPTY,
    /** No member is eligible. */
    ALL_UNAVAILABLE,
    /** Every eligible member has as many requests as it may have. */
    ALL_FULL,
    /** Every eligible member was tried for this request. */
    ALL_TRIED,
    /** The request is bound to members that cannot serve, and no other may have it. */
    ROUTE_UNAVAILABLE,
    /** The request is bound to members that have as many requests as they may have. */
    ROUTE_FULL,
    /** Every eligible member is full, and so is the line before them. */
    QUEUE_FULL,
    /** It has waited in line for as long as one may. */
    QUEUE_TIMED_OUT,
    /** The strategy threw, or answered with a member that it must not choose: mend that. */
    STRATEGY_FAILED;

    /** Whether it is over as soon as a request ends: it makes sense to wait. */
    public boolean mayPass() {
      return this == ALL_FULL || this == ROUTE_FULL;
    }
  }

  private final Reason reason;

  NoMemberException(String cluster, Reason reason) {
    super(cluster + ": " + words(reason), null, false, false);
    this.reason = reason;
  }

  /**
   * The strategy has a fault.
   *
   * @param fault what it did, with its name
   */
  NoMemberException(String cluster, String fault, @Nullable Throwable cause) {
    super(cluster + ": " + fault, cause, false, false);
    reason = Reason.STRATEGY_FAILED;
  }

  /** Why there was no member. */
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
      case ROUTE_FULL -> "the member of its session is at its limit";
      case QUEUE_FULL -> "every member is at its limit, and too many wait";
      case QUEUE_TIMED_OUT -> "no member has fallen free in time";
      case STRATEGY_FAILED -> "the strategy failed";
    };
  }
}
