package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.sticky.RouteReader;
import org.rpicluster.balancer.sticky.Stickiness;

/**
 * Stage 4: reads the route of a session from the URL that goes to the member or the client's
 * cookies, into the context of its pick. Costs nothing where sessions are not sticky. Stateless.
 */
final class ReadRoute {

  private ReadRoute() {}

  static void read(Exchange exchange) {
    Optional<Stickiness> sticky = exchange.route().cluster().balancer().stickiness();
    exchange.stickiness = sticky; // a reload until the answer changes nothing for this request
    if (sticky.isPresent()) {
      String url = exchange.upstreamHead.pathAndQuery();
      String route = new RouteReader(sticky.get()).routeOf(url, cookies(exchange));
      exchange.pickContext.route(route, sticky.get().strict());
    }
  }

  /** As the client sent them; over HTTP/2 they may be in pieces. */
  static List<String> cookies(Exchange exchange) {
    return exchange.inbound.fields().getAll(HttpHeaderNames.COOKIE);
  }
}
