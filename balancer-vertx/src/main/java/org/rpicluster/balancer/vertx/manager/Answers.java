package org.rpicluster.balancer.vertx.manager;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * The manager's answers on the wire: nothing is kept by caches, shown in frames, guessed at, or
 * loaded from anywhere but the manager itself. Stateless; on the request's event loop.
 */
final class Answers {

  static final String PAGE = "text/html; charset=utf-8";

  private static final Map<String, String> SECURITY =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; base-uri 'none'; form-action 'self';"
                  + " frame-ancestors 'none'",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "same-origin",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY");

  private Answers() {}

  static void json(LocalExchange exchange, int status, JsonObject body) {
    exchange.status(status);
    send(exchange, "application/json", text(body));
  }

  static void error(LocalExchange exchange, int status, String message) {
    json(exchange, status, ManagerJson.error(message));
  }

  /** 204: the fields say it all. */
  static void nothing(LocalExchange exchange) {
    secure(exchange.responseFields());
    exchange.status(204);
    exchange.end();
  }

  /** Whether a client asks for JSON, as the page's script does, rather than for a page. */
  static boolean wantsJson(LocalExchange exchange) {
    String accept = exchange.fields().get("Accept");
    return accept == null || !accept.contains("text/html");
  }

  /** 303: to another page. */
  static void seeOther(LocalExchange exchange, String target) {
    secure(exchange.responseFields());
    exchange.responseFields().set(HttpHeaderNames.LOCATION, target);
    exchange.status(303);
    exchange.end();
  }

  /** A name as one segment of a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The head of an answer of so many bytes. */
  static void begin(LocalExchange exchange, String type, int bytes) {
    Fields fields = exchange.responseFields();
    secure(fields);
    fields.set(HttpHeaderNames.CONTENT_TYPE, type);
    fields.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes));
  }

  /** The head of an answer whose end is not known. */
  static void beginStream(LocalExchange exchange, String type) {
    secure(exchange.responseFields());
    exchange.responseFields().set(HttpHeaderNames.CONTENT_TYPE, type);
  }

  private static void secure(Fields fields) {
    SECURITY.forEach(fields::set);
  }

  /** JSON as all answers have it. */
  static String text(JsonObject body) {
    return body.encodePrettily() + "\n";
  }

  static void page(LocalExchange exchange, int status, String page) {
    exchange.status(status);
    send(exchange, PAGE, page);
  }

  static void send(LocalExchange exchange, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    begin(exchange, type, bytes.length);
    exchange.end(Unpooled.wrappedBuffer(bytes));
  }
}
