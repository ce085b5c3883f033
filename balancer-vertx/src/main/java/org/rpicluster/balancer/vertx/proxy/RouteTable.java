package org.rpicluster.balancer.vertx.proxy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.memory.MemoryShare;
import org.rpicluster.balancer.vertx.routing.HostTable;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PathMapping;
import org.rpicluster.balancer.vertx.routing.PlainPath;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.WrittenPath;
import org.rpicluster.balancer.vertx.upstream.Upstream;

/**
 * Stage 3: finds the route of a request, and the way to where it leads. The first route that
 * matches has the request; routes that share a cluster share its upstream. O(routes that are for
 * its host), and nothing is allocated for a usual path. Immutable; any thread.
 */
public final class RouteTable {

  /** The share of requests that lead to no cluster. */
  static final String ANSWERED_HERE = "answered here";

  /** Requests are what all else is for: those of one cluster leave a fifth of what they find. */
  private static final int REQUESTS_TIMES_FREE = 4;

  /** Apache's {@code LimitInternalRecursion}. */
  private static final int ANEW_MAX = 10;

  private static final int FROM_THE_FIRST = -1;

  private final List<Way> ways;
  private final HostTable hosts;

  /** Made once: they are asked for with every request. By the names of listeners. */
  private final Map<String, HostTable.Passes> atListeners;

  private final HostTable.Passes elsewhere = (index, path) -> hasPath(index, path, "");

  /** Whether any route goes by more than host, path and listener. */
  private final boolean hasPatterns;

  /**
   * A table.
   *
   * @param routes in the order in which they are tried
   * @param upstreams the ways to the clusters' members
   * @param memory of which each cluster has a share for its requests, and one for their bodies
   */
  public RouteTable(List<Route> routes, Upstreams upstreams, MemoryAccount memory) {
    hosts = new HostTable(routes.stream().map(route -> route.match().hosts()).toList());
    ways = routes.stream().map(route -> way(route, upstreams, memory)).toList();
    hasPatterns = routes.stream().anyMatch(route -> route.match().pattern().isPresent());
    atListeners =
        routes.stream()
            .flatMap(route -> route.match().listeners().stream())
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    name -> name, name -> (index, path) -> hasPath(index, path, name)));
  }

  private static Way way(Route route, Upstreams upstreams, MemoryAccount memory) {
    return route instanceof Route.Guarded guarded
        ? way(guarded.route(), guarded.guard(), upstreams, memory)
        : way(route, null, upstreams, memory);
  }

  private static Way way(
      Route route, @Nullable Guard guard, Upstreams upstreams, MemoryAccount memory) {
    if (route instanceof Route.ToCluster to) {
      PathMapping mapping = PathMapping.of(to.match(), to.rewriting());
      String name = to.cluster().balancer().name();
      return new Way(
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
                each -> way(each, upstreams, memory),
                each -> way(each, guard, upstreams, memory),
                guard)
            : null;
    MemoryShare here = memory.share(ANSWERED_HERE);
    PathMapping mapping = PathMapping.of(route.match(), Rewriting.DEFAULT);
    return new Way(route, guard, null, mapping, here, here, ruled);
  }

  /**
   * Finds the way of a request, and notes it. Rules that it comes through may give it another
   * target first; each route is asked once at most, unless rules of a section have all asked anew.
   *
   * @throws Refusal if no route matches, or the path is ambiguous, or a rule refuses it
   */
  Way find(Exchange exchange) {
    String listener = atListeners.isEmpty() ? "" : exchange.inbound.connection().listener();
    int index = first(listener, exchange.host, exchange.target.pathAndQuery(), FROM_THE_FIRST);
    Way way = ways.get(index);
    int anew = 0;
    while (way.ruled() != null) {
      exchange.way = way; // what it refuses has its pages
      String before = exchange.target.pathAndQuery();
      RewriteRouting.Onward next = way.ruled().of(exchange);
      if (next.isAnew() && ++anew > ANEW_MAX) {
        throw new Refusal(500, "The rules for this path come to no end.");
      }
      Way found = next.way();
      if (found != null && found.guard() != null) {
        exchange.judgedTarget = before; // rules say where it goes, not who may go there
      }
      if (found == null) {
        String now = exchange.target.pathAndQuery();
        index = first(listener, exchange.host, now, next.isAnew() ? FROM_THE_FIRST : index);
        found = ways.get(index);
      }
      way = found;
    }
    exchange.way = way;
    return way;
  }

  /**
   * The way of a request, without regard to rules.
   *
   * @param listener the name of the one that it came to; empty if it has none
   * @param host with or without a port, empty if it has none
   * @param target path and query as the client wrote them
   * @throws Refusal if no route matches, or the path is not the same to every server
   */
  Way find(String listener, String host, String target) {
    return ways.get(first(listener, host, target, FROM_THE_FIRST));
  }

  /** The first route behind one, or of all. */
  private int first(String listener, String host, String target, int behind) {
    String path = PlainPath.of(target);
    if (path.equals(PlainPath.NONE)) {
      throw Refusal.malformed(400, "The path is ambiguous.");
    }
    HostTable.Passes passes = atListeners.getOrDefault(listener, elsewhere);
    int first =
        hosts.first(host, path, behind < 0 && !hasPatterns ? passes : all(target, passes, behind));
    if (first < 0) {
      throw new Refusal(404, "Nothing is served at this path.");
    }
    return first;
  }

  private HostTable.Passes all(String target, HostTable.Passes passes, int behind) {
    String resolved = WrittenPath.resolved(target);
    return (index, path) ->
        index > behind && passes.test(index, path) && ways.get(index).route.match().fits(resolved);
  }

  private boolean hasPath(int index, String path, String listener) {
    Match match = ways.get(index).route.match();
    return match.isAt(listener) && match.hasPath(path);
  }

  /**
   * A route, who may use it if not everyone, the upstream behind it if it leads to a cluster, how
   * paths are mapped, what is charged for requests in flight and for what is kept of their bodies,
   * and where rules lead.
   */
  record Way(
      Route route,
      @Nullable Guard guard,
      @Nullable Upstream upstream,
      PathMapping mapping,
      MemoryShare requests,
      MemoryShare bodies,
      @Nullable RewriteRouting ruled) {

    /** For everyone, and without rules. */
    Way(
        Route route,
        @Nullable Upstream upstream,
        PathMapping mapping,
        MemoryShare requests,
        MemoryShare bodies) {
      this(route, null, upstream, mapping, requests, bodies, null);
    }
  }
}
