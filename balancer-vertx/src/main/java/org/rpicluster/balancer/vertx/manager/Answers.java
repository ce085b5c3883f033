package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How the manager's answers look on the wire: nothing is kept by caches, shown in frames, guessed
 * at, or loaded from anywhere but the manager itself. Stateless; on the request's event loop.
 */
final class Answers {

  private static final Map<String, String> SECURITY =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY");

  private Answers() {}

  static void json(HttpServerRequest inboundRequest, int status, JsonObject body) {
    inboundRequest.response().setStatusCode(status);
    send(inboundRequest, "application/json", text(body));
  }

  static void error(HttpServerRequest inboundRequest, int status, String message) {
    json(inboundRequest, status, ManagerJson.error(message));
  }

  /** 204: the fields say it all. */
  static void nothing(HttpServerRequest inboundRequest) {
    SECURITY.forEach(inboundRequest.response()::putHeader);
    inboundRequest.response().setStatusCode(204).end();
  }

  /** A name as one segment of a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The head of an answer of so many bytes. */
  static void begin(HttpServerRequest inboundRequest, String type, int bytes) {
    SECURITY.forEach(inboundRequest.response()::putHeader);
    inboundRequest
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes));
  }

  /** Over HTTP/2, Vert.x would send the body as well. */
  static boolean isHead(HttpServerRequest inboundRequest) {
    return inboundRequest.method() == HttpMethod.HEAD;
  }

  /** JSON as all answers have it. */
  static String text(JsonObject body) {
    return body.encodePrettily() + "\n";
  }

  static void send(HttpServerRequest inboundRequest, String type, String body) {
    Buffer bytes = Buffer.buffer(body);
    HttpServerResponse inboundResponse = inboundRequest.response();
    SECURITY.forEach(inboundResponse::putHeader);
    inboundResponse.putHeader(HttpHeaders.CONTENT_TYPE, type);
    if (isHead(inboundRequest)) {
      inboundResponse.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
      inboundResponse.end();
    } else {
      inboundResponse.end(bytes);
    }
  }
}
