package org.rpicluster.balancer.vertx.line;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * The proxy's own answers: one sentence, as text, or as JSON where that is asked for. Nothing of
 * the request is repeated in it. Stateless.
 */
final class Answer {

  /** Roughly how long a member is out before it is tried again at the earliest. */
  private static final String RETRY_AFTER_SECONDS = "5";

  private Answer() {}

  static void send(Exchange exchange, Refusal refusal) {
    HttpServerResponse inboundResponse = exchange.inboundResponse;
    inboundResponse.setStatusCode(refusal.status());
    MultiMap fields = inboundResponse.headers();
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (refusal.status() == 503) {
      fields.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (refusal.status() == 405) {
      fields.set(HttpHeaderNames.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (refusal.closesConnection()) {
      inboundResponse.headersEndHandler(
          prepared -> fields.set(HttpHeaderNames.CONNECTION, "close"));
    }
    inboundResponse.end(body(exchange, refusal));
    if (refusal.closesConnection()) {
      // At once, so that no request that came with this one is taken up: what is written goes out.
      exchange.inboundRequest.connection().close();
    }
  }

  private static String body(Exchange exchange, Refusal refusal) {
    String accept = exchange.inboundRequest.getHeader(HttpHeaderNames.ACCEPT);
    boolean json = accept != null && accept.contains("application/json");
    exchange
        .inboundResponse
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, json ? "application/json" : "text/plain; charset=utf-8");
    return json
        ? new JsonObject().put("error", refusal.sentence()).encode()
        : refusal.sentence() + "\n";
  }
}
