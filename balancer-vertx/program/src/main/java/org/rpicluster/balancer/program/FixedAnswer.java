package org.rpicluster.balancer.program;

import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;

/**
 * Answers every request of a route with one status and a sentence, as the proxy does itself.
 * Immutable; any event loop. Apache's {@code ProxyPass /path !} where no file is served.
 */
final class FixedAnswer implements LocalHandler {

  private final int status;

  FixedAnswer(int status) {
    this.status = status;
  }

  @Override
  public void handle(LocalExchange exchange) {
    exchange.refuse(status, sentence(status));
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
