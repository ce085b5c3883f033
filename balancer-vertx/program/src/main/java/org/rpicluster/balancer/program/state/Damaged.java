package org.rpicluster.balancer.program.state;

/** What is kept cannot be understood. The message says where, and what was expected. */
final class Damaged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Damaged(String message) {
    super(message, null, false, false);
  }
}
