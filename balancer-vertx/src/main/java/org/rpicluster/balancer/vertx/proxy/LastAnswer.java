package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.http.HttpServerResponse;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;

/**
 * Makes an answer the last on its HTTP/1 connection: the client is told, and what it has sent
 * behind its request is not read as another. Who announces it closes the connection, when the
 * answer is written. Stateless; on the exchange's event loop. RFC 9112 §9.6.
 */
final class LastAnswer {

  private LastAnswer() {}

  /** The head of the answer will say so. */
  static void announce(Exchange exchange) {
    ClientWire.last(exchange.inboundRequest);
    HttpServerResponse inboundResponse = exchange.inboundResponse;
    // As late as can be: the fields may be written anew until then.
    inboundResponse.headersEndHandler(
        prepared ->
            inboundResponse.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE));
  }
}
