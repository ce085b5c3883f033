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
   * Whether a member's answer is the last: the client asks for it, or it may not know otherwise
   * where a body of unknown length ends, or where its next request begins.
   */
  static boolean isDue(Exchange exchange) {
    return !exchange.isMultiplexed()
        && (exchange.unknownLength && exchange.isHttp10()
            || isAskedFor(exchange)
            || isLeaving(exchange)
            || isBodyHeldBack(exchange));
  }

  /** Whether any answer is: at a stop, and after so many requests. */
  static boolean isLeaving(Exchange exchange) {
    return !exchange.isMultiplexed()
        && (exchange.proxy.leaving().getAsBoolean()
            || exchange.inbound.connection().requests() >= exchange.rules.limits().requestsMax());
  }

  /**
   * Whether the client waits for a 100 that does not come: it may send the body after all, or the
   * next request in its place. RFC 9110 §10.1.1.
   */
  private static boolean isBodyHeldBack(Exchange exchange) {
    return BodyStart.isOpen(exchange) && exchange.inbound.fields().contains(HttpHeaderNames.EXPECT);
  }

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
