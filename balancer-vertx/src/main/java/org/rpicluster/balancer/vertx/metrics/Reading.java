package org.rpicluster.balancer.vertx.metrics;

import java.util.Map;

/**
 * One number, read when it is asked for. Immutable.
 *
 * @param name as Prometheus has it, such as {@code balancer_connections}; of a counter without its
 *     {@code _total}
 * @param help what it counts
 * @param counter whether it only grows
 * @param labels what it is of
 * @param value the number
 */
public record Reading(
    String name, String help, boolean counter, Map<String, String> labels, double value) {

  /** A number that goes up and down. */
  public static Reading gauge(String name, String help, Map<String, String> labels, double value) {
    return new Reading(name, help, false, labels, value);
  }

  /** A number that only grows. */
  public static Reading counter(
      String name, String help, Map<String, String> labels, double value) {
    return new Reading(name, help, true, labels, value);
  }
}
