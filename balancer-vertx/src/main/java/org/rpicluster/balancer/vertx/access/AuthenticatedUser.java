package org.rpicluster.balancer.vertx.access;

import java.nio.charset.StandardCharsets;
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

  /** The name as people read it: those that {@link Credentials#name} makes of it. */
  public String shown() {
    return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
