package org.rpicluster.balancer.vertx.downstream;

/** Why a request was not read to its end: there is no memory left for it. */
public final class NoMemory extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** No memory is left. */
  public NoMemory() {
    super("memory", null, false, false);
  }
}
