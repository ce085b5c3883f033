package org.rpicluster.balancer.program.cli;

/** Why a command to a manager is not carried out: one line, and the exit status. */
final class ManagerFault extends RuntimeException {

  /** It cannot be reached, or is not able to answer now: the same may work later. */
  static final int UNREACHED = 4;

  /** What was waited for has not come in time; what was asked for holds. */
  static final int WAITED_IN_VAIN = 5;

  private static final long serialVersionUID = 1L;

  private final int status;

  ManagerFault(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The exit status. */
  int status() {
    return status;
  }
}
