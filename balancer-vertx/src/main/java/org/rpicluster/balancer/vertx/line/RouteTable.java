package org.rpicluster.balancer.vertx.line;

import io.vertx.core.Future;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.UpstreamLeg;

/**
 * Stage 2: where to. The first route that matches has the request; routes that share a cluster
 * share its leg. O(routes), immutable; any thread.
 */
public final class RouteTable {

  private final List<Way> ways;
  private final Map<ProxiedCluster, UpstreamLeg> legs = new IdentityHashMap<>();

  /**
   * A table.
   *
   * @param routes in the order in which they are tried
   * @param legOf makes the way to a cluster's members
   */
  public RouteTable(List<Route> routes, Function<ProxiedCluster, UpstreamLeg> legOf) {
    ways = routes.stream().map(route -> new Way(route, leg(route, legOf))).toList();
  }

  private @Nullable UpstreamLeg leg(Route route, Function<ProxiedCluster, UpstreamLeg> legOf) {
    return route instanceof Route.ToCluster toCluster
        ? legs.computeIfAbsent(toCluster.cluster(), legOf)
        : null;
  }

  /**
   * The way of a path.
   *
   * @throws Refusal if no route matches
   */
  Way find(String path) {
    for (Way way : ways) {
      if (way.route.matches(path)) {
        return way;
      }
    }
    throw new Refusal(404, "Nothing is served at this path.");
  }

  /** Closes the legs. */
  public Future<Void> close() {
    return Future.join(legs.values().stream().map(UpstreamLeg::close).toList()).mapEmpty();
  }

  /** A route, and the leg behind it if it leads to a cluster. */
  record Way(Route route, @Nullable UpstreamLeg leg) {}
}
