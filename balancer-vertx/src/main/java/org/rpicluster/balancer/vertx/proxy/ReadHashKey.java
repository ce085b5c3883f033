package org.rpicluster.balancer.vertx.proxy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.vertx.downstream.InboundHead;

/**
 * Stage 4: reads what a hashing strategy goes by from the client's request into the context of its
 * pick. A request that lacks it is left without a key, and goes to any member. Stateless.
 */
final class ReadHashKey {

  private ReadHashKey() {}

  static void read(Exchange exchange) {
    Optional<HashKey> key = exchange.route().cluster().balancer().strategy().hashKey();
    if (key.isPresent()) {
      read(exchange, key.get());
    }
  }

  private static void read(Exchange exchange, HashKey key) {
    PickContext context = exchange.pickContext;
    InboundHead inbound = exchange.inbound;
    switch (key.source()) {
      case CLIENT -> context.hashKey(exchange.client.nearestAddress());
      case URI -> context.hashKey(exchange.target.pathAndQuery());
      case PATH -> context.hashKey(exchange.target.path());
      case HEADER -> hash(inbound.fields().get(key.name()), context);
      case COOKIE -> hash(inbound.cookie(key.name()), context);
    }
  }

  private static void hash(@Nullable String value, PickContext context) {
    if (value != null && !value.isEmpty()) {
      context.hashKey(value);
    }
  }
}
