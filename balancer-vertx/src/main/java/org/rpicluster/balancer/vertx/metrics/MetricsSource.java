package org.rpicluster.balancer.vertx.metrics;

import java.util.List;
import java.util.OptionalLong;

/**
 * A source of metrics that are measured elsewhere, and shown with those of exchanges. Any thread.
 */
@FunctionalInterface
public interface MetricsSource {

  /** All its numbers now. */
  List<Reading> readings();

  /** Connections of clients now, if it knows of them. */
  default OptionalLong connections() {
    return OptionalLong.empty();
  }

  /** A second has gone by, or what a scheduler takes for one. */
  default void look() {}
}
