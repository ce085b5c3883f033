package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.http.HttpServerRequest;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.forwarded.Acquaintance;
import org.rpicluster.balancer.vertx.forwarded.Client;

/** Before stage 1: who asks, and by which id the logs know the request. Stateless. */
final class Identify {

  private Identify() {}

  static void read(Exchange exchange) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    exchange.known = ClientWire.kept(inboundRequest, Acquaintance.KEY, Acquaintance::new);
    Client client =
        exchange.known.client(
            inboundRequest, exchange.rules.trustedProxies(), ClientWire::isClientUnknown);
    exchange.client = client;
    exchange
        .rules
        .requestId()
        .ifPresent(id -> exchange.requestId = id.of(client, inboundRequest.headers()));
  }
}
