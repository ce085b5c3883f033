package org.rpicluster.balancer.vertx.proxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.rewrite.RewriteMap;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/**
 * One route: which requests it has, and where they go: to a cluster, to what answers here, or
 * through rules. Immutable.
 */
public sealed interface Route {

  /** Which requests it has. */
  Match match();

  /** What is changed in the fields of its answers. */
  FieldChanges toClient();

  /** What its clients read in the place of the proxy's own sentences. */
  default ErrorPages errorPages() {
    return ErrorPages.NONE;
  }

  /** To a cluster, with Apache's defaults: the member's own Host, and redirects mapped back. */
  static ToCluster to(String path, ProxiedCluster cluster) {
    return new ToCluster(Match.of(path), cluster, Rewriting.DEFAULT);
  }

  /** To what this server answers itself, such as the manager. */
  static ToHandler handledBy(String path, LocalHandler handler) {
    return new ToHandler(Match.of(path), handler);
  }

  /**
   * To a cluster.
   *
   * @param match which requests
   * @param cluster where to
   * @param rewriting what is changed on the way there and back
   * @param errorPages in the place of the proxy's own sentences
   */
  record ToCluster(Match match, ProxiedCluster cluster, Rewriting rewriting, ErrorPages errorPages)
      implements Route {

    /** Without pages for errors. */
    public ToCluster(Match match, ProxiedCluster cluster, Rewriting rewriting) {
      this(match, cluster, rewriting, ErrorPages.NONE);
    }

    @Override
    public FieldChanges toClient() {
      return rewriting.toClient();
    }
  }

  /**
   * To what this server answers itself.
   *
   * @param match which requests
   * @param handler answers
   * @param errorPages in the place of what it refuses with
   * @param toClient changes in what the client is sent
   */
  record ToHandler(Match match, LocalHandler handler, ErrorPages errorPages, FieldChanges toClient)
      implements Route {

    /** Without pages for errors, and without changes. */
    public ToHandler(Match match, LocalHandler handler) {
      this(match, handler, ErrorPages.NONE, FieldChanges.NONE);
    }
  }

  /**
   * To a handler of the server that the proxy is mounted in, which takes no request but its own.
   *
   * @param match which requests
   * @param handler answers
   */
  record ToServer(Match match, Consumer<InboundExchange> handler) implements Route {

    @Override
    public FieldChanges toClient() {
      return FieldChanges.NONE;
    }
  }

  /**
   * Through rules, which say where; what they leave as it is goes on with the routes below.
   *
   * @param match which requests
   * @param rules in the order in which they are tried
   * @param section what they see of paths; where that is not NONE, what has another path goes
   *     through all routes anew
   * @param maps what they may look up, by their names
   * @param clusters by the names that the rules have for them
   * @param changed answers what the rules have given another target, unless they have it looked up
   *     among the routes below; empty if that is always so
   * @param errorPages in the place of the proxy's own sentences
   * @param toClient changes in what the client is sent
   */
  record ToRules(
      Match match,
      List<RewriteRule> rules,
      RewriteSection section,
      Map<String, RewriteMap> maps,
      Map<String, ProxiedCluster> clusters,
      Optional<LocalHandler> changed,
      ErrorPages errorPages,
      FieldChanges toClient)
      implements Route {

    /** Copies the rules and the maps. */
    public ToRules {
      rules = List.copyOf(rules);
      maps = Map.copyOf(maps);
      clusters = Map.copyOf(clusters);
    }
  }

  /**
   * For those alone that a guard lets in.
   *
   * @param route where they go; not guarded itself
   * @param guard who they are
   */
  record Guarded(Route route, Guard guard) implements Route {

    /** Checks that there is one guard. */
    public Guarded {
      Check.argument(!(route instanceof Guarded), "route", route.match(), "one that has no guard");
    }

    @Override
    public Match match() {
      return route.match();
    }

    @Override
    public FieldChanges toClient() {
      return route.toClient();
    }
  }
}
