package org.rpicluster.balancer.program;

/**
 * Something that the user can put right: a port in use, a file that is missing. The message is all
 * that they are told, so it is one clear line; there is no stack trace.
 */
public final class Fault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Fault(String message) {
    super(message, null, false, false);
  }
}
