package org.rpicluster.balancer.program.managerclient;

/** A manager that cannot be asked, or that refuses: one line that its user can act on. */
public final class ManagerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  ManagerException(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The status of the answer; 0 without one: the balancer may be restarting. */
  public int status() {
    return status;
  }
}
