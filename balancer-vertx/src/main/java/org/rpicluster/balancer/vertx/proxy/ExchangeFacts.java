package org.rpicluster.balancer.vertx.proxy;

import java.util.Optional;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.rewrite.RequestFacts;

/**
 * The facts that rules may know of an exchange, and the effects that they leave with it. On its
 * event loop only.
 */
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

  @Override
  public Facts facts() {
    return new FieldFacts(exchange, null);
  }

  @Override
  public String variable(String name) {
    String value = RequestEnvironment.variable(exchange, name);
    return value == null ? "" : value;
  }

  @Override
  public void set(String name, Optional<String> value) {
    RequestEnvironment.of(exchange).set(name, value);
  }

  @Override
  public void cookie(String name, String field) {
    RequestEnvironment.of(exchange).cookie(name, field);
  }

  @Override
  public long receivedMicros() {
    return facts().receivedMicros();
  }

  @Override
  public void endRules() {
    RequestEnvironment.of(exchange).endRules();
  }
}
