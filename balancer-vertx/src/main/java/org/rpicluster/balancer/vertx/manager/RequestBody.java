package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.edit.StrictJson;

/**
 * Takes in the body of one edit: a JSON object, at most {@value #BYTES_MAX} bytes, within {@value
 * #WAIT_MILLIS} ms. On the request's event loop, and begun in the turn in which it comes.
 */
final class RequestBody {

  /** A member with every setting at its longest takes a tenth. */
  static final int BYTES_MAX = 16 << 10;

  /** As long as nginx' {@code client_body_timeout} would be if nobody typed by hand. */
  static final long WAIT_MILLIS = 10_000;

  /** For a client that sends on: long enough to read the answer. */
  private static final long LINGER_MILLIS = 2000;

  private static final long NO_ERROR = 0x0;

  private final Vertx vertx;
  private final HttpServerRequest inboundRequest;
  private final Buffer bytes = Buffer.buffer();
  private final Promise<JsonObject> read = Promise.promise();

  private RequestBody(Vertx vertx, HttpServerRequest inboundRequest) {
    this.vertx = vertx;
    this.inboundRequest = inboundRequest;
  }

  /**
   * The body.
   *
   * @param required whether there must be one, or none is an empty object
   * @return fails with {@link Unacceptable}, or if the client leaves
   */
  static Future<JsonObject> of(Vertx vertx, HttpServerRequest inboundRequest, boolean required) {
    String type = inboundRequest.getHeader("Content-Type");
    boolean json = type != null && isJson(type);
    if (!json && (required || type != null)) {
      return Future.failedFuture(
          new Unacceptable(415, "Content-Type: " + type + " (expected: application/json)"));
    }
    RequestBody body = new RequestBody(vertx, inboundRequest);
    body.receive(required);
    return body.read.future();
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).trim().equalsIgnoreCase("application/json");
  }

  private void receive(boolean required) {
    long timer = vertx.setTimer(WAIT_MILLIS, any -> refuse(408, "the body did not come in time"));
    read.future().onComplete(any -> vertx.cancelTimer(timer));
    inboundRequest.exceptionHandler(read::tryFail);
    inboundRequest.handler(this::receive);
    inboundRequest.endHandler(end -> finish(required));
    if (announced() > BYTES_MAX) {
      tooLarge();
    } else if ("100-continue".equalsIgnoreCase(inboundRequest.getHeader("Expect"))) {
      inboundRequest.response().writeContinue();
    }
  }

  private long announced() {
    String length = inboundRequest.getHeader("Content-Length");
    // Netty lets only digits through, but any number of them.
    return length == null ? 0 : length.length() > 9 ? Long.MAX_VALUE : Long.parseLong(length);
  }

  private void receive(Buffer piece) {
    if (read.future().isComplete()) {
      return;
    }
    if (bytes.length() + piece.length() > BYTES_MAX) {
      tooLarge();
    } else {
      bytes.appendBuffer(piece);
    }
  }

  private void tooLarge() {
    refuse(413, "body: too large (expected: at most " + (BYTES_MAX >> 10) + " KiB)");
  }

  private void refuse(int status, String message) {
    if (read.tryFail(new Unacceptable(status, message))) {
      vertx.setTimer(LINGER_MILLIS, any -> cut());
    }
  }

  private void cut() {
    if (inboundRequest.isEnded()) {
      return;
    }
    if (inboundRequest.version() == HttpVersion.HTTP_2) {
      inboundRequest.response().reset(NO_ERROR);
    } else {
      inboundRequest.connection().close();
    }
  }

  private void finish(boolean required) {
    if (read.future().isComplete()) {
      return;
    }
    try {
      boolean none = bytes.length() == 0 && !required;
      read.complete(none ? new JsonObject() : StrictJson.read(bytes.getBytes()));
    } catch (IllegalArgumentException e) {
      read.fail(new Unacceptable(400, e.getMessage()));
    }
  }

  /** A request that is answered with an error. No stack trace. */
  static final class Unacceptable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Unacceptable(int status, @Nullable String message) {
      super(message, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
