package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.TrailerFields;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * Stage 5, behind a body in chunks: the fields that a client has sent there and a member may get.
 * Stateless; on the exchange's event loop. RFC 9110 §6.5.
 */
final class RequestTrailers {

  private RequestTrailers() {}

  /** Those of a request that has ended; null if there are none. */
  static @Nullable Head of(Exchange exchange) {
    Fields came = exchange.inbound.trailers();
    if (came.isEmpty()) {
      return null;
    }
    Head trailers = new Head();
    List<String> connection = exchange.inbound.fields().getAll(HttpHeaderNames.CONNECTION);
    TrailerFields.copy(came, connection, name -> isVouched(exchange, name), trailers::add);
    return trailers.size() == 0 ? null : trailers;
  }

  private static boolean isVouched(Exchange exchange, String name) {
    return exchange.rules.isRequestId(name) || exchange.route().rewriting().toMember().has(name);
  }
}
