package org.rpicluster.balancer.vertx;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.rpicluster.balancer.vertx.downstream.vertx.VertxExchange;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * Puts handlers of a Vert.x server in the place of those of this library, and the other way round.
 * Costs an object for each request; on the request's event loop.
 */
public final class VertxHandlers {

  private VertxHandlers() {}

  /**
   * A route to a handler of the server that the proxy is mounted in.
   *
   * @param match which requests it gets
   */
  public static Route route(Match match, Handler<HttpServerRequest> handler) {
    return new Route.ToServer(
        match, inbound -> handler.handle(((VertxExchange) inbound).inboundRequest()));
  }

  /** What this library answers itself, such as the manager, as the handler of a Vert.x server. */
  public static Handler<HttpServerRequest> of(LocalHandler handler) {
    return inboundRequest -> handler.handle(LocalExchange.of(new VertxExchange(inboundRequest)));
  }
}
