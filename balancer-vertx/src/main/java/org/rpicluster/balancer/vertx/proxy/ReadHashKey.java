package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.PickContext;

/**
 * Before stage 5: what a hashing strategy goes by, read from the client's request into the context
 * of its pick. A request that lacks it is left without a key, and goes to any member. Stateless.
 */
final class ReadHashKey {

  private ReadHashKey() {}

  static void read(Exchange exchange) {
    Optional<HashKey> key = exchange.route.cluster().balancer().strategy().hashKey();
    if (key.isPresent()) {
      read(exchange, key.get());
    }
  }

  private static void read(Exchange exchange, HashKey key) {
    PickContext context = exchange.pickContext;
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    switch (key.source()) {
      case CLIENT -> context.hashKey(exchange.client.nearestAddress());
      case URI -> context.hashKey(exchange.target.pathAndQuery());
      case PATH -> context.hashKey(exchange.target.path());
      case HEADER -> hash(inboundRequest.getHeader(key.name()), context);
      case COOKIE -> {
        Cookie cookie = inboundRequest.getCookie(key.name());
        hash(cookie == null ? null : cookie.getValue(), context);
      }
    }
  }

  private static void hash(@Nullable String value, PickContext context) {
    if (value != null && !value.isEmpty()) {
      context.hashKey(value);
    }
  }
}
