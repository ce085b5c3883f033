package org.rpicluster.balancer.vertx.proxy;

/**
 * Answers in the place of a cluster, as the target of a route. It is called on the exchange's event
 * loop, which it must not block, and may answer later. What it throws before it has answered
 * becomes a 500, but for a {@link LocalRefusal}. A manager, files and redirects are such.
 */
@FunctionalInterface
public interface LocalHandler {

  /** Answers one request. */
  void handle(LocalExchange exchange);
}
