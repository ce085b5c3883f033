package org.rpicluster.balancer.program.site;

/**
 * An update that cannot be made, or is refused. The message is one clear line for the operator;
 * there is no stack trace.
 */
public final class SiteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the line that the operator reads. */
  public SiteException(String message) {
    super(message, null, false, false);
  }
}
