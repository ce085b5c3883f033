package org.rpicluster.balancer.program;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;

/**
 * Answers every request of a route with one status and a sentence, and with nothing of the request.
 * Costs a small buffer for each. Immutable; any event loop. Apache's {@code ProxyPass /path !}
 * where no file is served.
 */
final class FixedAnswer implements LocalHandler {

  private final int status;
  private final byte[] text;

  FixedAnswer(int status) {
    this.status = status;
    text = (sentence(status) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(LocalExchange exchange) {
    exchange.status(status);
    exchange.responseFields().set("Content-Type", "text/plain; charset=utf-8");
    exchange.end(Unpooled.wrappedBuffer(text));
  }

  private static String sentence(int status) {
    return switch (status) {
      case 403 -> "Access to this path is not allowed.";
      case 500 -> "The balancer is set up wrongly for this path.";
      case 503 -> "No server can be had for this path.";
      default -> "Nothing is served at this path.";
    };
  }
}
