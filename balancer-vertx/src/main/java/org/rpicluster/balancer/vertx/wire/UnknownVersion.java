package org.rpicluster.balancer.vertx.wire;

/** Why a request is invalid: it is of a version of HTTP that is not spoken here. */
public final class UnknownVersion extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownVersion() {
    super("HTTP version", null, false, false);
  }
}
