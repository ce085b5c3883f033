package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.routing.ReplacedErrors;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/**
 * Behind stage 5, where the route says so: an error of a member's is not relayed, but answered by
 * the proxy's own sentence or the route's page for its status. For the member it is the answer that
 * it was. What asks for credentials or names methods stays with the status. On its event loop only.
 * Apache's {@code ProxyErrorOverride}; RFC 9110 §15.5.2 and §15.5.6.
 */
final class ReplaceError {

  private ReplaceError() {}

  /** Whether the client does not get this answer. */
  static boolean isDue(Exchange exchange, Head upstreamResponse) {
    Route.ToCluster route = exchange.route();
    int status = upstreamResponse.line().status();
    return route != null && errors(exchange, route.rewriting()).has(status);
  }

  private static ReplacedErrors errors(Exchange exchange, Rewriting rewriting) {
    return rewriting.conditional().isEmpty()
        ? rewriting.replacedErrors()
        : rewriting.replacedErrors(new FieldFacts(exchange, null));
  }

  /** Ends the try with the status that its member gave, and answers in the member's place. */
  static void end(Exchange exchange, Try won, Head upstreamResponse) {
    int status = upstreamResponse.line().status();
    HeadFields upstream = HeadFields.over(upstreamResponse);
    keep(HttpHeaderNames.WWW_AUTHENTICATE, status == 401, upstream, exchange);
    keep(HttpHeaderNames.ALLOW, status == 405, upstream, exchange);
    won.end(status);
    exchange.refuse(Refusal.inPlaceOf(status));
  }

  private static void keep(
      CharSequence name, boolean belongs, HeadFields upstream, Exchange exchange) {
    if (belongs && upstream.contains(name)) {
      exchange.inbound.responseFields().set(name, upstream.getAll(name));
    }
  }
}
