package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/** Stage 4, what the route says: the member's path, and the fields set and removed. Stateless. */
final class RewriteRequest {

  private RewriteRequest() {}

  /** What the member is asked for. */
  static String target(Exchange exchange) {
    return exchange.way.mapping().toMember(exchange.target.pathAndQuery());
  }

  /** Changes the fields for the member. */
  static void fields(Exchange exchange, Fields fields) {
    FieldChanges changes = exchange.route().rewriting().toMember();
    if (!changes.isEmpty()) {
      changes.apply(fields, new FieldFacts(exchange, null));
    }
  }
}
