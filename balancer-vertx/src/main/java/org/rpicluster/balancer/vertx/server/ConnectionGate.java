package org.rpicluster.balancer.vertx.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets in so many connections and no more: one too many is closed at once, before anything of it is
 * read. One atomic addition for each connection; any thread.
 */
final class ConnectionGate implements Handler<HttpConnection> {

  private final int connectionsMax;
  private final VersionGuard guard = new VersionGuard();
  private final AtomicInteger connections = new AtomicInteger();

  ConnectionGate(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  @Override
  public void handle(HttpConnection connection) {
    boolean oneTooMany = connections.incrementAndGet() > connectionsMax;
    connection.closeHandler(any -> connections.decrementAndGet());
    if (oneTooMany) {
      connection.close();
    } else {
      guard.watch(connection);
    }
  }

  /** Connections that are open. */
  int connections() {
    return connections.get();
  }
}
