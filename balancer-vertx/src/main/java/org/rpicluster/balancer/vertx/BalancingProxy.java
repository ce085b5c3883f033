package org.rpicluster.balancer.vertx;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * A reverse proxy that balances, as a handler for any Vert.x HTTP server. One object may serve
 * servers on any number of event loops; every loop keeps its own connections to members.
 */
public final class BalancingProxy implements Handler<HttpServerRequest> {

  BalancingProxy(BalancingProxyBuilder builder) {}

  /** A builder. */
  public static BalancingProxyBuilder builder(Vertx vertx) {
    return new BalancingProxyBuilder(vertx);
  }

  /** Carries one request. On the request's event loop. */
  @Override
  public void handle(HttpServerRequest inboundRequest) {
    throw new UnsupportedOperationException();
  }

  /** Exchanges begun and not settled. Any thread. */
  public int inFlight() {
    return 0;
  }

  /** Resolves as soon as nothing is in flight. Any thread. */
  public Future<Void> idle() {
    return Future.succeededFuture();
  }

  /** Closes the connections to members, those in use as well. Any thread. */
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
