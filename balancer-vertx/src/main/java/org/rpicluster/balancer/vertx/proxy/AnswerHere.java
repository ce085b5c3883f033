package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;

/**
 * In the place of stages 4 to 7, for a route to what this server answers itself: the handler
 * answers, and the exchange is over with its answer. Stateless; on the exchange's event loop.
 */
final class AnswerHere {

  private AnswerHere() {}

  /** Has a {@link LocalHandler} answer. */
  static void local(Exchange exchange, LocalHandler handler) {
    InboundLocal local = new InboundLocal(exchange.inbound, exchange.readBody);
    begin(exchange, any -> handler.handle(local), local::over);
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
          settle.clientGone(exchange);
          over.run();
        });
    if (exchange.isLeaving()) {
      inbound.responseFields().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      inbound.connection().takeNoMore();
    }
    handler.accept(inbound);
  }
}
