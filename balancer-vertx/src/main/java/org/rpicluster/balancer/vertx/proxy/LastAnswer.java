package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.rpicluster.balancer.vertx.http.ConnectionField;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldValue;

/**
 * Makes an answer the last on its HTTP/1 connection: the client is told, and what it has sent
 * behind its request is not read as another. Who announces it closes the connection, when the
 * answer is written. Stateless; on the exchange's event loop. RFC 9112 §9.6.
 */
final class LastAnswer {

  private LastAnswer() {}

  /**
   * Whether the client asks for it. Vert.x sees that only where {@code close} stands alone, and not
   * in a list.
   */
  static boolean isAskedFor(Exchange exchange) {
    Fields inbound = exchange.inbound.fields();
    return inbound instanceof HeadFields bytes
        ? bytes.head().lists(FieldName.CONNECTION, FieldValue.CLOSE)
        : ConnectionField.has(Values.of(inbound, HttpHeaderNames.CONNECTION), "close");
  }

  /** The head of the answer will say so. */
  static void announce(Exchange exchange) {
    exchange.inbound.connection().takeNoMore();
    exchange.inbound.announceClose();
  }
}
