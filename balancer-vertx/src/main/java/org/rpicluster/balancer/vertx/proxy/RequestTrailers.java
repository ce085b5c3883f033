package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.downstream.vertx.WireRequest;
import org.rpicluster.balancer.vertx.http.TrailerFields;

/**
 * Stage 5, behind a body in chunks: the fields that a client has sent there and a member may get.
 * Stateless; on the exchange's event loop. RFC 9110 §6.5.
 */
final class RequestTrailers {

  private static final HttpHeaders NONE = EmptyHttpHeaders.INSTANCE;

  private RequestTrailers() {}

  /** Those of a request that has ended. */
  static HttpHeaders of(Exchange exchange) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    HttpHeaders came = ClientWire.of(inboundRequest).map(WireRequest::trailers).orElse(NONE);
    if (came.isEmpty()) {
      return came;
    }
    HttpHeaders trailers =
        DefaultHttpHeadersFactory.trailersFactory().withValidation(false).newHeaders();
    List<String> connection = inboundRequest.headers().getAll(HttpHeaderNames.CONNECTION);
    TrailerFields.copy(came, connection, name -> isVouched(exchange, name), trailers::add);
    return trailers;
  }

  private static boolean isVouched(Exchange exchange, String name) {
    return exchange.rules.isRequestId(name) || exchange.route.rewriting().toMember().has(name);
  }
}
