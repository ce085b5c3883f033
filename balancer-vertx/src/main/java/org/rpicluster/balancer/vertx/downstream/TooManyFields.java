package org.rpicluster.balancer.vertx.downstream;

/** Why a request is invalid: it has more fields, or more trailers, than it may. */
public final class TooManyFields extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One field more than there may be. */
  public TooManyFields() {
    super("fields", null, false, false);
  }
}
