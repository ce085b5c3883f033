package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.rpicluster.balancer.vertx.http.Fields;
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
    Fields came = exchange.inbound.trailers();
    if (came.isEmpty()) {
      return NONE;
    }
    HttpHeaders trailers =
        DefaultHttpHeadersFactory.trailersFactory().withValidation(false).newHeaders();
    List<String> connection = exchange.inbound.fields().getAll(HttpHeaderNames.CONNECTION);
    TrailerFields.copy(came, connection, name -> isVouched(exchange, name), trailers::add);
    return trailers;
  }

  private static boolean isVouched(Exchange exchange, String name) {
    return exchange.rules.isRequestId(name) || exchange.route().rewriting().toMember().has(name);
  }
}
