package org.rpicluster.balancer.vertx.edit;

/** An edit that cannot be made as the cluster is now. An answer, and no fault: no stack trace. */
public final class EditRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** There is no such cluster or member. */
    UNKNOWN,
    /** It does not go with how the cluster is now. */
    CONFLICT
  }

  private final Reason reason;

  /**
   * A refusal.
   *
   * @param message {@code id: pi9 (expected: pi1, pi2)}
   */
  public EditRefused(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
