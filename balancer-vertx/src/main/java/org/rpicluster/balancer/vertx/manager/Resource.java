package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.rpicluster.balancer.check.Check;

/**
 * What one path offers: a handler for each method. HEAD goes with GET, OPTIONS says what there is,
 * and any other method is told the same. No other site is ever let in, so that a browser's question
 * before such a request (CORS) ends here. On the request's event loop. RFC 9110 §9.3.7, §15.5.6.
 */
final class Resource implements Handler<RoutingContext> {

  private final Map<HttpMethod, Handler<RoutingContext>> methods = new LinkedHashMap<>();

  /** With what GET and HEAD answer. */
  static Resource get(Handler<RoutingContext> handler) {
    return new Resource().with(HttpMethod.GET, handler).with(HttpMethod.HEAD, handler);
  }

  /** And another method. */
  Resource with(HttpMethod method, Handler<RoutingContext> handler) {
    methods.put(method, handler);
    return this;
  }

  @Override
  public void handle(RoutingContext call) {
    HttpMethod method = call.request().method();
    Handler<RoutingContext> handler = methods.get(method);
    if (handler != null) {
      handler.handle(call);
      return;
    }
    call.response().putHeader("Allow", allowed());
    if (method == HttpMethod.OPTIONS) {
      Answers.nothing(call.request());
    } else {
      Answers.error(call.request(), 405, Check.message("method", method.name(), allowed()));
    }
  }

  private String allowed() {
    String names =
        methods.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    return names.isEmpty() ? "OPTIONS" : names + ", OPTIONS";
  }
}
