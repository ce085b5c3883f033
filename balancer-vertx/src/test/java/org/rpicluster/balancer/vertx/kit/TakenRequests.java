package org.rpicluster.balancer.vertx.kit;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;

/** Requests of clients that a test takes itself. */
public final class TakenRequests {

  private TakenRequests() {}

  /** All of them. */
  public static InboundHandler by(Consumer<InboundExchange> each) {
    return by(each, each);
  }

  /** Those for another host on their own. */
  public static InboundHandler by(
      Consumer<InboundExchange> each, Consumer<InboundExchange> misdirected) {
    return new InboundHandler() {
      @Override
      public void handle(InboundExchange inbound) {
        each.accept(inbound);
      }

      @Override
      public void misdirected(InboundExchange inbound) {
        misdirected.accept(inbound);
      }
    };
  }

  /** Answers one with a text. On its event loop. */
  public static void answer(InboundExchange inbound, int status, String text) {
    inbound.status(status);
    inbound.end(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }
}
