package org.rpicluster.balancer.vertx.line;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.upstream.UpstreamLeg;

/**
 * Stage 2: where to. The first route that matches has the request; routes that share a cluster
 * share its leg. O(routes), immutable; any thread.
 */
public final class RouteTable {

  private final List<Way> ways;

  /**
   * A table.
   *
   * @param routes in the order in which they are tried
   * @param legs the ways to the clusters' members
   */
  public RouteTable(List<Route> routes, UpstreamLegs legs) {
    ways = routes.stream().map(route -> new Way(route, leg(route, legs))).toList();
  }

  private static @Nullable UpstreamLeg leg(Route route, UpstreamLegs legs) {
    return route instanceof Route.ToCluster toCluster ? legs.of(toCluster.cluster()) : null;
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

  /** A route, and the leg behind it if it leads to a cluster. */
  record Way(Route route, @Nullable UpstreamLeg leg) {}
}
