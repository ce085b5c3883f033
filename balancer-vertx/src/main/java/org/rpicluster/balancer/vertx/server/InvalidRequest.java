package org.rpicluster.balancer.vertx.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Answers what is not HTTP with one sentence and closes the connection, since nobody can tell where
 * the next request would begin. Stateless; any event loop.
 */
final class InvalidRequest implements Handler<HttpServerRequest> {

  @Override
  public void handle(HttpServerRequest inboundRequest) {
    Throwable cause = inboundRequest.decoderResult().cause();
    HttpServerResponse inboundResponse = inboundRequest.response();
    inboundResponse.headers().set("Connection", "close").set("Content-Type", "text/plain");
    if (cause instanceof TooLongHttpLineException) {
      inboundResponse.setStatusCode(414).end("The request line is too long.\n");
    } else if (cause instanceof TooLongHttpHeaderException) {
      inboundResponse.setStatusCode(431).end("The header fields are too large.\n");
    } else {
      inboundResponse.setStatusCode(400).end("This is not a valid HTTP request.\n");
    }
    inboundRequest.connection().close();
  }
}
