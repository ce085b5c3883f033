package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Date;

/**
 * The proxy's own answers: one sentence, as text, or as JSON where that is asked for. Nothing of
 * the request is repeated in it. Stateless.
 */
final class Answer {

  /** Roughly how long a member is out before it is tried again at the earliest. */
  private static final String RETRY_AFTER_SECONDS = "5";

  /** The connection closes as soon as the answer is written; this is for one that never is. */
  private static final Duration SHUTDOWN_MOST = Duration.ofSeconds(1);

  private Answer() {}

  /**
   * Answers.
   *
   * @return when the client's connection has taken the answer, or never will
   */
  static Future<Void> send(Exchange exchange, Refusal refusal) {
    boolean grpc = GrpcAnswer.isDue(exchange);
    HttpServerResponse inboundResponse = exchange.inboundResponse;
    exchange.status = grpc ? 200 : refusal.status();
    inboundResponse.setStatusCode(exchange.status);
    if (exchange.status == 508) {
      inboundResponse.setStatusMessage("Loop Detected"); // RFC 5842, which Netty does not know
    }
    MultiMap fields = inboundResponse.headers();
    // Whoever answers himself says when: RFC 9110 §6.6.1.
    fields.set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(exchange.ticker.now())));
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (refusal.status() == 503) {
      fields.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (refusal.status() == 405 || refusal.status() == 200) {
      fields.set(HttpHeaderNames.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    boolean closes =
        refusal.closesConnection() && !exchange.isMultiplexed() || exchange.isLeaving();
    if (closes) {
      LastAnswer.announce(exchange);
    }
    Buffer body = grpc ? Buffer.buffer() : Buffer.buffer(body(exchange, refusal));
    if (grpc) {
      GrpcAnswer.write(exchange, refusal);
    }
    Future<Void> answered = grpc ? inboundResponse.end() : end(exchange, body);
    if (exchange.inboundRequest.method() != HttpMethod.HEAD) {
      answered.onSuccess(sent -> exchange.bytesToClient = body.length());
    }
    if (closes) {
      // Not close(): what is left of a body is read for a while, so that the client reads this.
      exchange.inboundRequest.connection().shutdown(SHUTDOWN_MOST);
    }
    return answered;
  }

  /** Over HTTP/2, Vert.x would send the body of an answer to HEAD. */
  private static Future<Void> end(Exchange exchange, Buffer body) {
    if (exchange.inboundRequest.method() != HttpMethod.HEAD) {
      return exchange.inboundResponse.end(body);
    }
    String length = Integer.toString(body.length());
    exchange.inboundResponse.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    return exchange.inboundResponse.end();
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
