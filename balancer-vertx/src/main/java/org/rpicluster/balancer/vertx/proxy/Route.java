package org.rpicluster.balancer.vertx.proxy;

import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Which requests go where: to a cluster, or to what answers here. Immutable. */
public sealed interface Route {

  /** Which requests it has. */
  Match match();

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
   */
  record ToCluster(Match match, ProxiedCluster cluster, Rewriting rewriting) implements Route {}

  /**
   * To what this server answers itself.
   *
   * @param match which requests
   * @param handler answers
   */
  record ToHandler(Match match, LocalHandler handler) implements Route {}

  /**
   * To a handler of the server that the proxy is mounted in, which takes no request but its own.
   *
   * @param match which requests
   * @param handler answers
   */
  record ToServer(Match match, Consumer<InboundExchange> handler) implements Route {}
}
