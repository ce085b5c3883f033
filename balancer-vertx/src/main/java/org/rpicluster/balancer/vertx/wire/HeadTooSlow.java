package org.rpicluster.balancer.vertx.wire;

/** A head that was begun and did not come whole in time. Without a stack trace: it is no error. */
public final class HeadTooSlow extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HeadTooSlow() {
    super("the head did not come in time", null, false, false);
  }
}
