package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.PathMapping;

/** Stage 4, what the route says: the member's path, and the fields set and removed. Stateless. */
final class RewriteRequest {

  private RewriteRequest() {}

  /** What the member is asked for. */
  static String target(Exchange exchange) {
    return exchange.routeEntry.mapping().toMember(exchange.target.pathAndQuery());
  }

  /** Asks one member for what others are asked for by another prefix. */
  static void retarget(Exchange exchange, UpstreamHead head, Member member) {
    Route.ToCluster route = exchange.route();
    if (!route.rewriting().paths().toByMember().isEmpty()) {
      String prefix = route.rewriting().paths().prefixFor(member);
      PathMapping mapping = PathMapping.of(route.match(), route.rewriting(), prefix);
      head.ask(mapping.toMember(exchange.target.pathAndQuery()));
    }
  }

  /** Changes the fields for the member. */
  static void fields(Exchange exchange, Fields fields) {
    FieldChanges changes = exchange.route().rewriting().toMember();
    if (!changes.isEmpty()) {
      changes.apply(fields, new FieldFacts(exchange, null));
    }
  }
}
