package org.rpicluster.balancer.vertx.downstream;

/** Why a request is invalid: it is of a version of HTTP that is not spoken here. */
public final class UnknownVersion extends Exception {

  private static final long serialVersionUID = 1L;

  /** Another version than 1.0 and 1.1. */
  public UnknownVersion() {
    super("HTTP version", null, false, false);
  }
}
