package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * One client of the event stream: what it knows, and whether it has taken it. It is told nothing
 * while it has not, and then all that has changed meanwhile at once; so a slow one holds one text.
 * Offered by one thread at a time.
 */
final class Subscription {

  private final LocalExchange exchange;
  private JsonObject known = new JsonObject();
  private int quiet;

  /** Not before it is told of everything; written on the event loop as well. */
  private volatile boolean ready;

  Subscription(LocalExchange exchange) {
    this.exchange = exchange;
  }

  /** Whether it has taken what it was told. */
  boolean isReady() {
    return ready;
  }

  /** The last that it was told of; empty before. */
  JsonObject known() {
    return known;
  }

  /**
   * Tells it of how things are now.
   *
   * @param text in what that differs from what it knows
   */
  void tell(JsonObject now, String text) {
    known = now;
    quiet = 0;
    send(text);
  }

  /**
   * There is nothing to tell.
   *
   * @param limit after so many times it is told that the stream lives
   */
  void keepAlive(int limit) {
    quiet++;
    if (quiet >= limit) {
      quiet = 0;
      send(":\n\n");
    }
  }

  private void send(String text) {
    ready = false;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange
        .loop()
        .execute(
            () -> {
              if (!exchange.isOver()) {
                // One that fails is over: it is told nothing more.
                PieceSender.send(exchange, bytes, false).onSuccess(taken -> ready = true);
              }
            });
  }

  /** Ends the stream: the client asks again. */
  void end() {
    exchange
        .loop()
        .execute(
            () -> {
              if (!exchange.isOver()) {
                exchange.end();
              }
            });
  }
}
