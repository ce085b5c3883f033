package org.rpicluster.balancer.vertx.rewrite;

import java.util.Optional;

/**
 * Texts that rules look up: {@code ${name:key|what there is otherwise}}. Asked on event loops: it
 * must not wait. Thread-safe. Apache's {@code RewriteMap}.
 */
@FunctionalInterface
public interface RewriteMap {

  /** What is found for a key; empty if nothing is. */
  Optional<String> find(String key);
}
