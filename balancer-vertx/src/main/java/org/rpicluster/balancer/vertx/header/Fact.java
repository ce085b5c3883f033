package org.rpicluster.balancer.vertx.header;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The facts that are known of every exchange, by Apache's names for them. */
public enum Fact {
  /** {@code on} or {@code off}: whether the client spoke TLS, before any trusted proxy. */
  HTTPS,
  /** The client's own address. */
  REMOTE_ADDR,
  /** The same: addresses are not looked up. */
  REMOTE_HOST,
  /** The method. */
  REQUEST_METHOD,
  /** {@code http} or {@code https}. */
  REQUEST_SCHEME,
  /** The status of the answer; empty before there is one. */
  REQUEST_STATUS,
  /** The path, its escapes resolved, without the query. */
  REQUEST_URI,
  /** The query without its question mark. */
  QUERY_STRING,
  /** The host that was asked for, without its port. */
  SERVER_NAME,
  /** The port that the client has connected to. */
  SERVER_PORT,
  /** The version of HTTP: {@code HTTP/1.1}. */
  SERVER_PROTOCOL,
  /** The version of TLS; empty without. */
  SSL_PROTOCOL,
  /** The cipher of TLS; empty without. */
  SSL_CIPHER;

  /** The names that rules for variables have for some of them. */
  static Optional<Fact> ofAttribute(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "remote_addr" -> Optional.of(REMOTE_ADDR);
      case "remote_host" -> Optional.of(REMOTE_HOST);
      case "request_method" -> Optional.of(REQUEST_METHOD);
      case "request_protocol" -> Optional.of(SERVER_PROTOCOL);
      case "request_uri" -> Optional.of(REQUEST_URI);
      default -> Optional.empty();
    };
  }

  static Optional<Fact> named(String name) {
    return Arrays.stream(values()).filter(fact -> fact.name().equals(name)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(Fact::name).collect(Collectors.joining(", "));
  }
}
