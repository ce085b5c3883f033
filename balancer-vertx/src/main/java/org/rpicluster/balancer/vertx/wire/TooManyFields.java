package org.rpicluster.balancer.vertx.wire;

/** Why a request is invalid: it has more fields, or more trailers, than it may. */
public final class TooManyFields extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyFields() {
    super("fields", null, false, false);
  }
}
