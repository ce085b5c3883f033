package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.BiConsumer;
import org.rpicluster.balancer.vertx.http.EndToEnd;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/**
 * Before stage 6: an interim answer of a member goes on to the client; HTTP/1.0 knows none.
 * Stateless; on the exchange's event loop. RFC 9110 §15.2.
 */
final class SendInterim {

  private SendInterim() {}

  static void relay(Exchange exchange, HttpResponse upstreamResponse) {
    if (exchange.isHttp10()) {
      return;
    }
    HttpResponseStatus status = upstreamResponse.status();
    if (status.code() == HttpResponseStatus.CONTINUE.code()) {
      exchange.inbound.sendContinue();
    } else {
      Fields passed = NettyFields.over(DefaultHttpHeadersFactory.headersFactory().newHeaders());
      copyUnchanged(exchange, upstreamResponse, passed::add);
      exchange.inbound.sendInterim(status, passed);
    }
  }

  /**
   * What a route says of fields is said in the final answer, and by no member before it; a length
   * is none's (RFC 9110 §8.6), and some clients take it for the final one's.
   */
  private static void copyUnchanged(
      Exchange exchange, HttpResponse interim, BiConsumer<CharSequence, CharSequence> to) {
    FieldChanges changes = exchange.route().rewriting().toClient();
    EndToEnd.copy(
        interim.headers(),
        (name, value) -> {
          if (!changes.has(name) && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            to.accept(name, value);
          }
        });
  }
}
