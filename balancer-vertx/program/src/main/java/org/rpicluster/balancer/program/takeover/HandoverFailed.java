package org.rpicluster.balancer.program.takeover;

/** The process before has not handed over; the message says why. */
public final class HandoverFailed extends Exception {

  private static final long serialVersionUID = 1L;

  HandoverFailed(String message) {
    super(message);
  }
}
