package org.rpicluster.balancer.vertx.edit;

/**
 * An edit holds, but could not be stored where it would outlive the program. An answer: no stack
 * trace.
 */
public final class EditNotStored extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An edit that may be forgotten.
   *
   * @param reason why: {@code No space left on device}
   */
  public EditNotStored(String reason) {
    super(
        "it holds, but is not stored, and a restart would forget it: " + reason,
        null,
        false,
        false);
  }
}
