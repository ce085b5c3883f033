package org.rpicluster.balancer.program.state;

/** The state file cannot be understood. The message says where, and what was expected. */
final class DamagedState extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedState(String message) {
    super(message, null, false, false);
  }
}
