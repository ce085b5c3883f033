package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Which requests go where: to a cluster, or to a handler. Immutable. */
public sealed interface Route {

  /** Which requests it has. */
  Match match();

  /** To a cluster, with Apache's defaults: the member's own Host, and redirects mapped back. */
  static ToCluster to(String path, ProxiedCluster cluster) {
    return new ToCluster(Match.of(path), cluster, Rewriting.DEFAULT);
  }

  /** To a handler of this server, such as the manager. */
  static ToHandler handledBy(String path, Handler<HttpServerRequest> handler) {
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
   * To a handler.
   *
   * @param match which requests
   * @param handler answers
   */
  record ToHandler(Match match, Handler<HttpServerRequest> handler) implements Route {}
}
