package org.rpicluster.balancer.vertx.line;

import io.vertx.core.http.HttpServerRequest;
import org.rpicluster.balancer.vertx.client.Client;

/** Before stage 1: who asks, and by which id the logs know the request. Stateless. */
final class Identify {

  private Identify() {}

  static void read(Exchange exchange) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    Client client = exchange.rules.trustedProxies().client(inboundRequest);
    exchange.client = client;
    exchange
        .rules
        .requestId()
        .ifPresent(id -> exchange.requestId = id.of(client, inboundRequest.headers()));
  }
}
