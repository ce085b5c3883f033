package org.rpicluster.balancer.vertx.wire;

/** Why a request was not read to its end: there is no memory left for it. */
public final class NoMemory extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoMemory() {
    super("memory", null, false, false);
  }
}
