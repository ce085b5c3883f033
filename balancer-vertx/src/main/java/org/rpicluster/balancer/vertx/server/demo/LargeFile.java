package org.rpicluster.balancer.vertx.server.demo;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A file of 64 MiB that is on no disk: its bytes follow from their offsets ({@link LargeContent}).
 * Answers ranges, and is written only as fast as it is read: one block of memory for each download.
 * Any event loop. [1] RFC 9110, 14.
 */
final class LargeFile implements Handler<RoutingContext> {

  static final String PATH = "/large.bin";

  private static final String TAG = "\"large-1\"";

  @Override
  public void handle(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .putHeader("Accept-Ranges", "bytes")
        .putHeader("Content-Type", "application/octet-stream");
    context.etag(TAG);
    if (context.isFresh()) {
      response.setStatusCode(304).end();
      return;
    }
    Optional<ByteRange> range =
        Optional.ofNullable(context.request().getHeader("Range"))
            .filter(any -> hasThisVersion(context.request().getHeader("If-Range")))
            .flatMap(text -> ByteRange.parse(text, LargeContent.BYTES));
    if (range.isPresent() && range.get().isEmpty()) {
      response.putHeader("Content-Range", "bytes */" + LargeContent.BYTES);
      response.setStatusCode(416).end();
      return;
    }
    range.ifPresent(part -> response.setStatusCode(206).putHeader("Content-Range", part.field()));
    send(context.request().method(), response, range.orElse(ByteRange.all(LargeContent.BYTES)));
  }

  private static boolean hasThisVersion(String ifRange) {
    return ifRange == null || ifRange.equals(TAG);
  }

  private static void send(HttpMethod method, HttpServerResponse response, ByteRange range) {
    response.putHeader("Content-Length", Long.toString(range.length()));
    if (method.equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      new Sending(response, range).next();
    }
  }

  /** One download. For its event loop. */
  private static final class Sending {

    private final HttpServerResponse response;
    private final long end;
    private long offset;

    Sending(HttpServerResponse response, ByteRange range) {
      this.response = response;
      offset = range.first();
      end = range.last() + 1;
    }

    void next() {
      while (offset < end && !response.writeQueueFull()) {
        var piece = LargeContent.from(offset, end);
        offset += piece.length();
        response.write(piece);
      }
      if (offset < end) {
        response.drainHandler(any -> next());
      } else {
        response.end();
      }
    }
  }
}
