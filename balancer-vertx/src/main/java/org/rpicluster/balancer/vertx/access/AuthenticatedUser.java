package org.rpicluster.balancer.vertx.access;

import java.util.Set;

/**
 * A user whose password was right. Immutable.
 *
 * @param login by which
 * @param name the name
 * @param groups that the user is in
 */
public record AuthenticatedUser(Login login, String name, Set<String> groups) {

  /** Copies the set. */
  public AuthenticatedUser {
    groups = Set.copyOf(groups);
  }
}
