package org.rpicluster.balancer.vertx.access;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Knows users by their passwords. To work a hash out takes long on purpose, so that is never done
 * on an event loop, and only so many may wait for it at one time.
 */
public interface Users {

  /** The user, where these were found right a moment ago. On an event loop; does not wait. */
  Optional<AuthenticatedUser> known(Credentials credentials);

  /**
   * Finds out who the user is. On an event loop.
   *
   * @param answer is told, on any thread; empty if name or password is wrong
   * @return false if too many wait already: then there is no answer
   */
  boolean find(Credentials credentials, Consumer<Optional<AuthenticatedUser>> answer);
}
