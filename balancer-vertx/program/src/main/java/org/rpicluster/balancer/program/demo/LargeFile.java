package org.rpicluster.balancer.program.demo;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.rpicluster.balancer.program.site.serve.ByteRange;

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
    HttpServerResponse inboundResponse = context.response();
    inboundResponse
        .putHeader("Accept-Ranges", "bytes")
        .putHeader("Content-Type", "application/octet-stream");
    context.etag(TAG);
    if (context.isFresh()) {
      inboundResponse.setStatusCode(304).end();
      return;
    }
    Optional<ByteRange> range =
        Optional.ofNullable(context.request().getHeader("Range"))
            .filter(any -> hasThisVersion(context.request().getHeader("If-Range")))
            .flatMap(text -> ByteRange.parse(text, LargeContent.BYTES));
    if (range.isPresent() && range.get().isEmpty()) {
      inboundResponse.putHeader("Content-Range", "bytes */" + LargeContent.BYTES);
      inboundResponse.setStatusCode(416).end();
      return;
    }
    range.ifPresent(
        part -> inboundResponse.setStatusCode(206).putHeader("Content-Range", part.field()));
    send(
        context.request().method(),
        inboundResponse,
        range.orElse(ByteRange.all(LargeContent.BYTES)));
  }

  private static boolean hasThisVersion(String ifRange) {
    return ifRange == null || ifRange.equals(TAG);
  }

  private static void send(HttpMethod method, HttpServerResponse inboundResponse, ByteRange range) {
    inboundResponse.putHeader("Content-Length", Long.toString(range.length()));
    if (method.equals(HttpMethod.HEAD)) {
      inboundResponse.end();
    } else {
      new Sending(inboundResponse, range).next();
    }
  }

  /** One download. For its event loop. */
  private static final class Sending {

    private final HttpServerResponse inboundResponse;
    private final long end;
    private long offset;

    Sending(HttpServerResponse inboundResponse, ByteRange range) {
      this.inboundResponse = inboundResponse;
      offset = range.first();
      end = range.last() + 1;
    }

    void next() {
      while (offset < end && !inboundResponse.writeQueueFull()) {
        var piece = LargeContent.from(offset, end);
        offset += piece.length();
        inboundResponse.write(piece);
      }
      if (offset < end) {
        inboundResponse.drainHandler(any -> next());
      } else {
        inboundResponse.end();
      }
    }
  }
}
