package org.rpicluster.balancer.vertx.proxy;

/**
 * Why a {@link LocalHandler} does not do what it is asked for: a status, and one sentence for the
 * client. Without a stack trace; an everyday event.
 */
public final class LocalRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** With a status, and the sentence. */
  public LocalRefusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }
}
