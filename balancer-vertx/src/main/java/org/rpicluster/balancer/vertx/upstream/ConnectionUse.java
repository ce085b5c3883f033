package org.rpicluster.balancer.vertx.upstream;

/**
 * The connections to one member at one moment, over all event loops. Immutable.
 *
 * @param open those that are open or being opened, but for tunnels
 * @param waiting exchanges that wait for one
 * @param tunnels those that have become tunnels
 */
public record ConnectionUse(int open, int waiting, int tunnels) {

  /** None. */
  public static final ConnectionUse NONE = new ConnectionUse(0, 0, 0);
}
