package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.TrailerFields;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/**
 * Stage 7, behind a body: the fields that a member has sent there and the client may get. Only a
 * body in chunks has room for them; what may not stand there ends here. Stateless; on the
 * exchange's event loop. RFC 9110 §6.5.
 */
final class ResponseTrailers {

  private ResponseTrailers() {}

  /** Has the client sent them, if it can be. */
  static void add(Exchange exchange, Head trailers) {
    if (!exchange.isHttp10() && (exchange.unknownLength || exchange.isMultiplexed())) {
      HeadFields came = HeadFields.over(trailers);
      List<String> connection = Values.of(came, HttpHeaderNames.CONNECTION);
      FieldChanges changes = exchange.route().rewriting().toClient();
      TrailerFields.copy(came, connection, changes::has, exchange.inbound.responseTrailers()::add);
    }
  }
}
