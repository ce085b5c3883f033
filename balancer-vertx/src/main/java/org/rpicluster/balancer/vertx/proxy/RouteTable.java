package org.rpicluster.balancer.vertx.proxy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.routing.HostTable;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PlainPath;
import org.rpicluster.balancer.vertx.routing.WrittenPath;

/**
 * Stage 3: finds the route of a request, and the way to where it leads. The first route that
 * matches has the request; routes that share a cluster share its upstream. O(routes that are for
 * its host), and nothing is allocated for a usual path. Immutable; any thread.
 */
public final class RouteTable {

  /** Apache's {@code LimitInternalRecursion}. */
  private static final int ANEW_MAX = 10;

  private static final int FROM_THE_FIRST = -1;

  private final List<RouteEntry> entries;
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
    entries = routes.stream().map(route -> RouteEntry.of(route, upstreams, memory)).toList();
    hasPatterns = routes.stream().anyMatch(route -> route.match().pattern().isPresent());
    atListeners =
        routes.stream()
            .flatMap(route -> route.match().listeners().stream())
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    name -> name, name -> (index, path) -> hasPath(index, path, name)));
  }

  /**
   * Finds the entry of a request, and notes it. Rules that it comes through may give it another
   * target first; each route is asked once at most, unless rules of a section have all asked anew.
   *
   * @throws Refusal if no route matches, or the path is ambiguous, or a rule refuses it
   */
  RouteEntry find(Exchange exchange) {
    String listener = atListeners.isEmpty() ? "" : exchange.inbound.connection().listener();
    int index = first(listener, exchange.host, exchange.target.pathAndQuery(), FROM_THE_FIRST);
    RouteEntry entry = entries.get(index);
    int anew = 0;
    while (entry.ruled() != null) {
      exchange.routeEntry = entry; // what it refuses has its pages
      String before = exchange.target.pathAndQuery();
      RewriteRouting.Onward next = entry.ruled().of(exchange);
      if (next.isAnew() && ++anew > ANEW_MAX) {
        throw new Refusal(500, "The rules for this path come to no end.");
      }
      RouteEntry found = next.entry();
      if (found != null && found.guard() != null) {
        exchange.judgedTarget = before; // rules say where it goes, not who may go there
      }
      if (found == null) {
        String now = exchange.target.pathAndQuery();
        index = first(listener, exchange.host, now, next.isAnew() ? FROM_THE_FIRST : index);
        found = entries.get(index);
      }
      entry = found;
    }
    exchange.routeEntry = entry;
    return entry;
  }

  /**
   * The entry of a request, without regard to rules.
   *
   * @param listener the name of the one that it came to; empty if it has none
   * @param host with or without a port, empty if it has none
   * @param target path and query as the client wrote them
   * @throws Refusal if no route matches, or the path is not the same to every server
   */
  RouteEntry find(String listener, String host, String target) {
    return entries.get(first(listener, host, target, FROM_THE_FIRST));
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
        index > behind
            && passes.test(index, path)
            && entries.get(index).route().match().fits(resolved);
  }

  private boolean hasPath(int index, String path, String listener) {
    Match match = entries.get(index).route().match();
    return match.isAt(listener) && match.hasPath(path);
  }
}
