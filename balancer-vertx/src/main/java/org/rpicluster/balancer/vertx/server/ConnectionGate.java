package org.rpicluster.balancer.vertx.server;

import io.vertx.core.Handler;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;
import org.rpicluster.balancer.vertx.wire.ClientWire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in so many connections and no more: one too many is closed at once, before anything of it is
 * read. One atomic addition for each connection; any thread.
 */
final class ConnectionGate implements Handler<HttpConnection> {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);

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
    // What is wrong with its frames is answered; unless somebody listens, Vert.x logs it as well.
    connection.exceptionHandler(broken -> LOG.debug("a connection has failed", broken));
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
