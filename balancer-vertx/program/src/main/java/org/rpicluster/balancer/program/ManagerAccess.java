package org.rpicluster.balancer.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.vertx.access.AtPath;
import org.rpicluster.balancer.vertx.access.FromAddress;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.manager.Access;
import org.rpicluster.balancer.vertx.manager.ManagerHosts;

/** Makes a manager's rules of access of its route's settings. Stateless. */
final class ManagerAccess {

  private static final AddressList THIS_MACHINE =
      AddressList.of(RouteSettings.ToManager.DEFAULT_ALLOW);

  private ManagerAccess() {}

  static Access of(RouteSettings.ToManager to, TrustedProxies trusted) {
    List<String> hosts = new ArrayList<>(to.match().hosts().names());
    hosts.addAll(to.hosts());
    return new Access(
        AddressList.of(to.allow()), trusted, new ManagerHosts(hosts), Set.copyOf(to.readers()));
  }

  /** What watches this balancer from beside it, such as keepalived, has no password. */
  static Requirement guard(RouteSettings.ToManager to, Requirement requirement) {
    String base = to.match().writtenPath();
    AtPath health = AtPath.of((base.equals("/") ? "" : base) + "/health");
    Requirement fromHere = new Requirement.All(List.of(health, new FromAddress(THIS_MACHINE)));
    return new Requirement.Any(List.of(fromHere, requirement));
  }
}
