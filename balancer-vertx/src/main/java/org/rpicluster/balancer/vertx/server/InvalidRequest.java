package org.rpicluster.balancer.vertx.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.rpicluster.balancer.vertx.wire.UnknownVersion;

/**
 * Answers what is not HTTP with one sentence and closes the connection, since nobody can tell where
 * the next request would begin. Stateless; any event loop.
 */
final class InvalidRequest implements Handler<HttpServerRequest> {

  /** The connection closes as soon as the answer is written; this is for one that never is. */
  private static final Duration SHUTDOWN_MOST = Duration.ofSeconds(1);

  @Override
  public void handle(HttpServerRequest inboundRequest) {
    Throwable cause = inboundRequest.decoderResult().cause();
    HttpServerResponse inboundResponse = inboundRequest.response();
    inboundResponse.headers().set("Connection", "close").set("Content-Type", "text/plain");
    if (cause instanceof TooLongHttpLineException) {
      inboundResponse.setStatusCode(414).end("The request line is too long.\n");
    } else if (cause instanceof TooLongHttpHeaderException) {
      inboundResponse.setStatusCode(431).end("The header fields are too large.\n");
    } else if (cause instanceof UnknownVersion) {
      inboundResponse.setStatusCode(505).end("This version of HTTP is not known here.\n");
    } else {
      inboundResponse.setStatusCode(400).end("This is not a valid HTTP request.\n");
    }
    // Not close(): only after a shutdown does Vert.x drop the requests that came with this one.
    inboundRequest.connection().shutdown(SHUTDOWN_MOST);
  }
}
