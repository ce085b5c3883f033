package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.rpicluster.balancer.vertx.http.EndToEnd;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/**
 * Before stage 6: an interim answer of a member goes on to the client; HTTP/1.0 knows none.
 * Stateless; on the exchange's event loop. RFC 9110 §15.2.
 */
final class SendInterim {

  private SendInterim() {}

  static void relay(Exchange exchange, Head upstreamResponse) {
    if (exchange.isHttp10()) {
      return;
    }
    int status = upstreamResponse.line().status();
    if (status == HttpResponseStatus.CONTINUE.code()) {
      exchange.inbound.sendContinue();
    } else {
      HeadFields passed = HeadFields.over(new Head());
      copyUnchanged(exchange, HeadFields.over(upstreamResponse), passed);
      String reason = upstreamResponse.line().reason();
      exchange.inbound.sendInterim(HttpResponseStatus.valueOf(status, reason), passed);
    }
  }

  /**
   * What a route says of fields is said in the final answer, and by no member before it; a length
   * is none's (RFC 9110 §8.6), and some clients take it for the final one's.
   */
  private static void copyUnchanged(Exchange exchange, Fields interim, Fields to) {
    FieldChanges changes = exchange.route().rewriting().toClient();
    EndToEnd.copyLines(
        interim,
        (name, value) -> {
          if (!changes.has(name) && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            to.add(name, value);
          }
        });
  }
}
