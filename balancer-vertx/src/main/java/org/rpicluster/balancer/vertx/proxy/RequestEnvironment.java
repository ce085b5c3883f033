package org.rpicluster.balancer.vertx.proxy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The environment of a request, as rules have left it: variables, cookies, and whether rules are
 * tried any more. As many of each as rules name. Made with the first; on the exchange's event loop.
 * Apache's {@code subprocess_env}.
 */
final class RequestEnvironment {

  /** What Apache calls variables of a request that has been asked anew. */
  private static final String EARLIER = "REDIRECT_";

  /** It grows with each time that a request is asked anew; that is bounded too. */
  private static final int NAME_MAX = 200;

  private final Map<String, String> cookies = new LinkedHashMap<>();
  private Map<String, String> variables = new HashMap<>();
  private boolean isOver;

  /** Those of an exchange. */
  static RequestEnvironment of(Exchange exchange) {
    if (exchange.environment == null) {
      exchange.environment = new RequestEnvironment();
    }
    return exchange.environment;
  }

  /** Adds the cookies of an exchange to its answer. */
  static void addTo(Exchange exchange, Fields answer) {
    if (exchange.environment != null) {
      exchange.environment.cookies.values().forEach(field -> answer.add("Set-Cookie", field));
    }
  }

  /** A variable; null if it is not set. */
  static @Nullable String variable(Exchange exchange, String name) {
    return exchange.environment == null ? null : exchange.environment.variables.get(name);
  }

  /** All of them. */
  static Map<String, String> variables(Exchange exchange) {
    return exchange.environment == null ? Map.of() : exchange.environment.variables;
  }

  /** Whether rules are tried. */
  static boolean areOver(Exchange exchange) {
    return exchange.environment != null && exchange.environment.isOver;
  }

  void set(String name, Optional<String> value) {
    variables.remove(name);
    value.ifPresent(text -> variables.put(name, text));
  }

  void cookie(String name, String field) {
    cookies.putIfAbsent(name, field);
  }

  void endRules() {
    isOver = true;
  }

  /** The request is asked anew, for another path. */
  void askedAnew() {
    Map<String, String> earlier = new HashMap<>();
    variables.forEach(
        (name, value) -> {
          if (name.length() < NAME_MAX) {
            earlier.put(EARLIER + name, value);
          }
        });
    earlier.put(EARLIER + "STATUS", "200");
    variables = earlier;
  }
}
