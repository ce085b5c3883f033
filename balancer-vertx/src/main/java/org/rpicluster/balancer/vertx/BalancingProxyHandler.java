package org.rpicluster.balancer.vertx;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BalancingProxy} as a route's handler in a router of Vert.x Web, which only this class
 * needs. A body that {@code BodyHandler} has read is sent on as it was read, with its length, also
 * of a form that it decoded; of a multipart form it keeps no bytes, and the answer is 500. Costs a
 * reference; it may be mounted in any number of routers, and called as the proxy may be.
 *
 * <p>{@code docs/embedding.md}, "Mounting".
 */
public final class BalancingProxyHandler implements Handler<RoutingContext> {

  private final BalancingProxy proxy;

  private BalancingProxyHandler(BalancingProxy proxy) {
    this.proxy = proxy;
  }

  /** The handler for one proxy. */
  public static BalancingProxyHandler of(BalancingProxy proxy) {
    return new BalancingProxyHandler(proxy);
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest inboundRequest = context.request();
    @Nullable Buffer readBody = inboundRequest.isEnded() ? context.body().buffer() : null;
    if (readBody == null) {
      proxy.handle(inboundRequest);
    } else {
      proxy.handle(inboundRequest, readBody);
    }
  }
}
