package org.rpicluster.balancer.vertx.http;

import java.util.List;

/** The {@code Connection} field as a list of options. Stateless; any thread. RFC 9110 §7.6.1. */
public final class ConnectionField {

  private ConnectionField() {}

  /**
   * Whether an option is among those of any line.
   *
   * @param lines the values of all its lines
   * @param option such as {@code close}
   */
  public static boolean has(List<String> lines, String option) {
    for (String line : lines) {
      for (String token : line.split(",")) {
        if (token.trim().equalsIgnoreCase(option)) {
          return true;
        }
      }
    }
    return false;
  }
}
