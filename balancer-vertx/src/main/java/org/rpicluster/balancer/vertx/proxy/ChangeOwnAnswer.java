package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/**
 * Makes a route's changes of fields in answers that no member gave: all of it where the answer is
 * what was asked for, and only what is for every answer in errors and redirects. Costs a look where
 * the route says nothing. Stateless; on the exchange's event loop. Apache's {@code always}.
 */
final class ChangeOwnAnswer {

  private ChangeOwnAnswer() {}

  /** In an answer of a handler, whose status is known and whose head is not sent. */
  static void ofHandler(Exchange exchange) {
    int status = exchange.inbound.status();
    change(exchange, status >= 300 && status != 304);
  }

  /** In an error of the proxy's. */
  static void ofRefusal(Exchange exchange) {
    change(exchange, true);
  }

  private static void change(Exchange exchange, boolean isError) {
    RequestEnvironment.addTo(exchange, exchange.inbound.responseFields());
    if (exchange.routeEntry == null) {
      return;
    }
    FieldChanges changes = exchange.routeEntry.route().toClient();
    if (changes.isEmpty()) {
      return;
    }
    Fields fields = exchange.inbound.responseFields();
    FieldFacts facts = new FieldFacts(exchange, fields);
    if (isError) {
      changes.applyToError(fields, facts);
    } else {
      changes.apply(fields, facts);
    }
  }
}
