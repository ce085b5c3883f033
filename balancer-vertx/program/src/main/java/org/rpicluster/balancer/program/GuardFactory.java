package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.login.FileUsers;
import org.rpicluster.balancer.program.login.UserList;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.access.LoginThrottle;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.access.Users;

/**
 * Makes the guards of routes; those with the same login share its users. Blocks for the disk; for
 * one thread, and one configuration each.
 */
final class GuardFactory {

  private final Vertx vertx;
  private final Map<Login, Users> users = new HashMap<>();
  private final LoginThrottle throttle = new LoginThrottle(Ticker.system());

  GuardFactory(Vertx vertx) {
    this.vertx = vertx;
  }

  Guard guard(Requirement requirement) {
    return new Guard(
        requirement,
        requirement
            .logins()
            .distinct()
            .collect(Collectors.toUnmodifiableMap(login -> login, this::users)),
        throttle);
  }

  private Users users(Login login) {
    return users.computeIfAbsent(login, l -> new FileUsers(vertx, l, list(l), Ticker.system()));
  }

  private static UserList list(Login login) {
    try {
      return UserList.read(login.users(), login.groups());
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }
}
