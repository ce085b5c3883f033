package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.vertx.edit.StrictJson;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalRefusal;

/**
 * The body of one edit: a JSON object or a form, at most {@value #BYTES_MAX} bytes. On the
 * request's event loop, and begun in the turn in which it comes.
 */
final class RequestBody {

  /** A member with every setting at its longest takes a tenth. */
  static final int BYTES_MAX = 16 << 10;

  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestBody() {}

  /**
   * The body.
   *
   * @param required whether there must be one, or none is an empty object
   * @return fails with {@link LocalRefusal}, or if the client leaves
   */
  static Future<JsonObject> of(LocalExchange exchange, boolean required) {
    return of(exchange, required, BYTES_MAX);
  }

  /** The same, of a body that may be larger. */
  static Future<JsonObject> of(LocalExchange exchange, boolean required, int bytesMax) {
    String type = exchange.fields().get("Content-Type");
    boolean json = type != null && is(type, "application/json");
    if (!json && (required || type != null)) {
      String wrong = "Content-Type: " + type + " (expected: application/json)";
      return Future.failedFuture(new LocalRefusal(415, wrong));
    }
    return exchange.body(bytesMax).map(bytes -> read(bytes, required));
  }

  /** A form of the page's; fails as the other. */
  static Future<SubmittedForm> form(LocalExchange exchange) {
    String type = exchange.fields().get("Content-Type");
    if (type == null || !is(type, FORM)) {
      String wrong = "Content-Type: " + type + " (expected: " + FORM + ")";
      return Future.failedFuture(new LocalRefusal(415, wrong));
    }
    return exchange.body(BYTES_MAX).map(SubmittedForm::of);
  }

  private static boolean is(String type, String expected) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).trim().equalsIgnoreCase(expected);
  }

  private static JsonObject read(byte[] bytes, boolean required) {
    try {
      return bytes.length == 0 && !required ? new JsonObject() : StrictJson.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new LocalRefusal(400, String.valueOf(e.getMessage()));
    }
  }
}
