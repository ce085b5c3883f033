package org.rpicluster.balancer.vertx.downstream;

/** A head that was begun and did not come whole in time. Without a stack trace: it is no error. */
public final class HeadTooSlow extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A head that took too long. */
  public HeadTooSlow() {
    super("the head did not come in time", null, false, false);
  }
}
