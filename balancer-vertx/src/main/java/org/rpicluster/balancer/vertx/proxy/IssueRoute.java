package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.RouteReader;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * Stage 6, the balancer's own cookie: it names the member that has answered, where the session had
 * none or another one. Apache's recipe, {@code Header add Set-Cookie … env=BALANCER_ROUTE_CHANGED}.
 * An application's own cookie of that name, in the request or the answer, is left alone. Stateless.
 */
final class IssueRoute {

  private IssueRoute() {}

  /**
   * The cookie for this answer, if it gets one.
   *
   * @param upstream the fields of the member's answer
   */
  static Optional<String> cookie(Exchange exchange, Fields upstream) {
    Optional<Stickiness> sticky = exchange.stickiness;
    if (sticky.isEmpty() || sticky.get().issued().isEmpty()) {
      return Optional.empty();
    }
    String route = exchange.tries.last().route();
    boolean same = route.equals(exchange.pickContext.route());
    return same || !RouteCookie.canName(route) || isApplications(sticky.get(), exchange, upstream)
        ? Optional.empty()
        : Optional.of(cookie(sticky.get(), route, exchange));
  }

  private static boolean isApplications(Stickiness sticky, Exchange exchange, Fields upstream) {
    String begin = sticky.cookie() + '=';
    return upstream.getAll(HttpHeaderNames.SET_COOKIE).stream().anyMatch(c -> c.startsWith(begin))
        || new RouteReader(sticky).hasForeignCookie(ReadRoute.cookies(exchange));
  }

  private static String cookie(Stickiness sticky, String route, Exchange exchange) {
    boolean encrypted = exchange.client.scheme().equals("https");
    return sticky.issued().orElseThrow().naming(sticky, route, encrypted);
  }
}
