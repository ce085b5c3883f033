package org.rpicluster.balancer.vertx.manager;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rpicluster.balancer.check.Check;

/**
 * The methods of one path: a handler for each method. HEAD goes with GET, OPTIONS says what there
 * is, and any other method is told the same. No other site is ever let in, so that a browser's
 * question before such a request (CORS) ends here. On the request's event loop. RFC 9110 §9.3.7,
 * §15.5.6.
 */
final class Resource {

  private final Map<String, Consumer<ManagerCall>> methods = new LinkedHashMap<>();

  /** With what GET and HEAD answer. */
  static Resource get(Consumer<ManagerCall> handler) {
    return new Resource().with("GET", handler).with("HEAD", handler);
  }

  /** And another method. */
  Resource with(String method, Consumer<ManagerCall> handler) {
    methods.put(method, handler);
    return this;
  }

  /** What it offers, but for HEAD, which goes with GET. */
  Stream<String> methods() {
    return methods.keySet().stream().filter(method -> !method.equals("HEAD"));
  }

  /** Answers a request to it. */
  void handle(ManagerCall call) {
    String method = call.exchange().method();
    Consumer<ManagerCall> handler = methods.get(method);
    if (handler != null) {
      handler.accept(call);
      return;
    }
    call.exchange().responseFields().set("Allow", allowed());
    if (method.equals("OPTIONS")) {
      Answers.nothing(call.exchange());
    } else {
      Answers.error(call.exchange(), 405, Check.message("method", method, allowed()));
    }
  }

  private String allowed() {
    String names = String.join(", ", methods.keySet());
    return names.isEmpty() ? "OPTIONS" : names + ", OPTIONS";
  }
}
