package org.rpicluster.balancer.vertx.access;

import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.time.Ticker;

/**
 * The access rule of a route: a requirement, and the users that it may ask for. Immutable; any
 * thread.
 *
 * @param requirement what must hold of its requests
 * @param users those of each login that the requirement names
 * @param throttle holds back those who guess
 */
public record Guard(Requirement requirement, Map<Login, Users> users, LoginThrottle throttle) {

  /** Copies the map. */
  public Guard {
    users = Map.copyOf(users);
  }

  /** One that asks for no user. */
  public static Guard of(Requirement requirement) {
    return new Guard(requirement, Map.of(), new LoginThrottle(Ticker.system()));
  }

  /** What is known of the users of a login; a login that nothing is known of has none. */
  public Optional<Users> of(Login login) {
    return Optional.ofNullable(users.get(login));
  }
}
