package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Promise;
import java.util.Date;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;

/**
 * In the place of stages 4 to 7, for a route to what this server answers itself: the handler
 * answers, and the exchange is over with its answer. Stateless; on the exchange's event loop.
 */
final class AnswerLocally {

  private AnswerLocally() {}

  /** Has a {@link LocalHandler} answer. */
  static void local(Exchange exchange, LocalHandler handler) {
    ExchangeLocal local = new ExchangeLocal(exchange);
    // RFC 9110 §6.6.1: an answer of our own says when.
    Date now = Date.from(exchange.ticker.now());
    exchange.inbound.responseFields().set(HttpHeaderNames.DATE, DateFormatter.format(now));
    begin(exchange, any -> local.handledBy(handler), local::over);
  }

  /** Has a handler of the server answer that the proxy is mounted in. */
  static void byServer(Exchange exchange, Consumer<InboundExchange> handler) {
    begin(exchange, handler, () -> {});
  }

  private static void begin(Exchange exchange, Consumer<InboundExchange> handler, Runnable over) {
    InboundExchange inbound = exchange.inbound;
    Settle settle = exchange.proxy.settle();
    Promise<Void> gone = Promise.promise();
    inbound.onEnded(
        () -> {
          settle.handled(exchange, gone.future());
          over.run();
        });
    inbound.onClosed(
        () -> {
          gone.tryComplete();
          if (!exchange.isSettled() && inbound.isHeadSent()) {
            exchange.status = inbound.status();
            exchange.bytesToClient = inbound.bytesSent();
          }
          settle.clientGone(exchange);
          over.run();
        });
    if (LastAnswer.isLeaving(exchange)) {
      inbound.responseFields().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      inbound.connection().takeNoMore();
    }
    handler.accept(inbound);
  }
}
