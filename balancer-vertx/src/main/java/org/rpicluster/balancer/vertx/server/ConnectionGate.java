package org.rpicluster.balancer.vertx.server;

import io.vertx.core.Handler;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;
import org.rpicluster.balancer.vertx.wire.ClientWire;

/**
 * Lets in so many connections and no more: one too many is closed at once, before anything of it is
 * read. One atomic addition for each connection; any thread.
 */
final class ConnectionGate implements Handler<HttpConnection> {

  private final int connectionsMax;
  private final Http1ServerConfig http1Limits;
  private final AtomicInteger connections = new AtomicInteger();

  ConnectionGate(int connectionsMax, Http1ServerConfig http1Limits) {
    this.connectionsMax = connectionsMax;
    this.http1Limits = http1Limits;
  }

  @Override
  public void handle(HttpConnection connection) {
    boolean oneTooMany = connections.incrementAndGet() > connectionsMax;
    connection.closeHandler(any -> connections.decrementAndGet());
    if (oneTooMany) {
      connection.close();
    } else {
      ClientWire.watch(connection, http1Limits, ClientWire.HALF_CLOSED_SILENCE);
    }
  }

  /** Connections that are open. */
  int connections() {
    return connections.get();
  }
}
