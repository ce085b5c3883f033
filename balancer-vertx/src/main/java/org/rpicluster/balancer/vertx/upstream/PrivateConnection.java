package org.rpicluster.balancer.vertx.upstream;

import org.jspecify.annotations.Nullable;

/**
 * A member's connection that is not shared: one client's alone, since the member has authenticated
 * the connection and not the request. It rests between its client's exchanges, and ends with the
 * client's own connection, at the latest. On its event loop only.
 */
public interface PrivateConnection {

  /** From now on it rests after an exchange; before, it is closed. */
  void keepForClient();

  /** Whether it stands, and has not been given up. */
  boolean isOpen();

  /**
   * Begins an exchange, or does so as soon as the one before has left the connection clean.
   *
   * @return calls it off while it waits; null if the connection can carry none
   */
  @Nullable Opening open(UpstreamListener listener);

  /** Its client has gone, or has another one; an exchange that runs goes on, and is the last. */
  void giveUp();
}
