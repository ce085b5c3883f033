package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.http.Fields;

/** Stage 1: notes who asks, and by which id the logs know the request. Stateless. */
final class Identify {

  private Identify() {}

  static void read(Exchange exchange) {
    ClientConnection connection = exchange.inbound.connection();
    Fields fields = exchange.inbound.fields();
    Client client = connection.client().client(connection, fields, exchange.rules.trustedProxies());
    exchange.client = client;
    if (exchange.rules.requestId().isPresent()) {
      exchange.requestId = exchange.rules.requestId().get().of(client, fields);
    }
  }
}
