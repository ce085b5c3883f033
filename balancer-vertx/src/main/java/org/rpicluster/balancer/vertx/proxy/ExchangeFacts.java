package org.rpicluster.balancer.vertx.proxy;

import java.util.Optional;
import org.rpicluster.balancer.vertx.rewrite.RequestFacts;

/** What rules may know of an exchange. On its event loop only. */
record ExchangeFacts(Exchange exchange) implements RequestFacts {

  @Override
  public String target() {
    return exchange.target.pathAndQuery();
  }

  @Override
  public Optional<String> field(String name) {
    return exchange.inbound.fields().getAll(name).stream().reduce((one, next) -> one + ", " + next);
  }

  @Override
  public String method() {
    return exchange.inbound.method();
  }

  @Override
  public String line() {
    return method() + " " + exchange.inbound.target() + " " + protocol();
  }

  @Override
  public String protocol() {
    return switch (exchange.inbound.protocol()) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2.0";
    };
  }

  @Override
  public String scheme() {
    return exchange.client.scheme();
  }

  @Override
  public String authority() {
    return exchange.host;
  }

  @Override
  public int port() {
    return exchange.inbound.connection().localPort();
  }

  @Override
  public String address() {
    return exchange.client.nearestAddress();
  }
}
