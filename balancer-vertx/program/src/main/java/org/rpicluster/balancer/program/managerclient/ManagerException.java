package org.rpicluster.balancer.program.managerclient;

/** A manager that cannot be asked, or that refuses: one line that its user can act on. */
public final class ManagerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Stored edits need room on the disk: a refusal, though a status of 5xx. RFC 4918, 11.5. */
  private static final int INSUFFICIENT_STORAGE = 507;

  private final int status;

  /**
   * What went wrong.
   *
   * @param status of the answer; 0 without one
   */
  ManagerException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** Whether the same would be refused again; if not, the balancer may be restarting. */
  public boolean isRefusal() {
    return status > 0 && (status < 500 || status == INSUFFICIENT_STORAGE);
  }
}
