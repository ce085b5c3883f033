package org.rpicluster.balancer.vertx.line;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.route.PathMapping;
import org.rpicluster.balancer.vertx.route.PlainPath;
import org.rpicluster.balancer.vertx.route.Rewriting;
import org.rpicluster.balancer.vertx.upstream.UpstreamLeg;

/**
 * Stage 2: where to. The first route that matches has the request; routes that share a cluster
 * share its leg. O(routes), and nothing is allocated for a usual path. Immutable; any thread.
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
    ways = routes.stream().map(route -> way(route, legs)).toList();
  }

  private static Way way(Route route, UpstreamLegs legs) {
    if (route instanceof Route.ToCluster to) {
      PathMapping mapping = PathMapping.of(to.match(), to.rewriting());
      return new Way(route, legs.of(to.cluster()), mapping);
    }
    return new Way(route, null, PathMapping.of(route.match(), Rewriting.DEFAULT));
  }

  /**
   * The way of a request.
   *
   * @param host with or without a port, empty if it has none
   * @param target path and query as the client wrote them
   * @throws Refusal if no route matches, or the path is not the same to everybody
   */
  Way find(String host, String target) {
    String path = PlainPath.of(target);
    if (path.equals(PlainPath.NONE)) {
      throw Refusal.malformed(400, "Servers would not agree on what this path means.");
    }
    for (int i = 0; i < ways.size(); i++) {
      if (ways.get(i).route.match().has(host, path)) {
        return ways.get(i);
      }
    }
    throw new Refusal(404, "Nothing is served at this path.");
  }

  /** A route, the leg behind it if it leads to a cluster, and how paths are mapped. */
  record Way(Route route, @Nullable UpstreamLeg leg, PathMapping mapping) {}
}
