package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.memory.MemoryShare;
import org.rpicluster.balancer.vertx.routing.PathMapping;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.upstream.Upstream;

/**
 * An entry of the {@link RouteTable}: a route with all that its requests need, made once. Routes to
 * one cluster share its upstream, and its shares of memory. Immutable; any thread.
 *
 * @param guard who may use it; null for everyone
 * @param upstream behind it, if it leads to a cluster
 * @param mapping how paths are mapped
 * @param requests is charged for requests in flight
 * @param bodies is charged for what is kept of their bodies
 * @param ruled where its rules lead, if it has some
 */
record RouteEntry(
    Route route,
    @Nullable Guard guard,
    @Nullable Upstream upstream,
    PathMapping mapping,
    MemoryShare requests,
    MemoryShare bodies,
    @Nullable RewriteRouting ruled) {

  /** The share of requests that lead to no cluster. */
  static final String ANSWERED_HERE = "answered here";

  /** Requests are what all else is for: those of one cluster leave a fifth of what they find. */
  private static final int REQUESTS_TIMES_FREE = 4;

  /** For everyone, and without rules. */
  RouteEntry(
      Route route,
      @Nullable Upstream upstream,
      PathMapping mapping,
      MemoryShare requests,
      MemoryShare bodies) {
    this(route, null, upstream, mapping, requests, bodies, null);
  }

  /** That of a route. */
  static RouteEntry of(Route route, Upstreams upstreams, MemoryAccount memory) {
    return route instanceof Route.Guarded guarded
        ? of(guarded.route(), guarded.guard(), upstreams, memory)
        : of(route, null, upstreams, memory);
  }

  private static RouteEntry of(
      Route route, @Nullable Guard guard, Upstreams upstreams, MemoryAccount memory) {
    if (route instanceof Route.ToCluster to) {
      PathMapping mapping = PathMapping.of(to.match(), to.rewriting());
      String name = to.cluster().balancer().name();
      return new RouteEntry(
          route,
          guard,
          upstreams.of(to.cluster()),
          mapping,
          memory.share("requests to " + name, REQUESTS_TIMES_FREE),
          memory.share("bodies for " + name),
          null);
    }
    RewriteRouting ruled =
        route instanceof Route.ToRules to
            ? new RewriteRouting(
                to,
                each -> of(each, upstreams, memory),
                each -> of(each, guard, upstreams, memory),
                guard)
            : null;
    MemoryShare here = memory.share(ANSWERED_HERE);
    PathMapping mapping = PathMapping.of(route.match(), Rewriting.DEFAULT);
    return new RouteEntry(route, guard, null, mapping, here, here, ruled);
  }
}
