package org.rpicluster.balancer.vertx.edge;

import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.rpicluster.balancer.time.Ticker;

/**
 * Lets in so many connections and no more: one too many is closed at once, before anything of it is
 * read; so is one of a stranger where only trusted proxies may connect. A connection counts from
 * the moment that it is accepted, long before Vert.x hands it out. Two atomic additions for each
 * connection; any thread.
 */
public final class ConnectionGate implements Handler<HttpConnection> {

  private final Ticker ticker;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile EdgeRules rules;

  /** A gate with these rules. */
  public ConnectionGate(EdgeRules rules, Ticker ticker) {
    this.rules = rules;
    this.ticker = ticker;
  }

  /** Other rules from now on; connections that are there stay. */
  public void change(EdgeRules next) {
    rules = next;
  }

  EdgeRules rules() {
    return rules;
  }

  /** Whether a connection that has just been accepted may come in; if so, it counts. */
  boolean enter(Channel connection, boolean proxyProtocol) {
    if (proxyProtocol && !isTrusted(connection)) {
      return false;
    }
    if (connections.incrementAndGet() > rules.connectionsMax()) {
      connections.decrementAndGet();
      return false;
    }
    connection.closeFuture().addListener(closed -> connections.decrementAndGet());
    return true;
  }

  private boolean isTrusted(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress peer
        && rules.trustedProxies().contains(peer.getAddress());
  }

  /** Watches a connection that is in. On its event loop. */
  void watch(Channel connection) {
    new ClientWatch(connection, this, ticker).accepted();
  }

  /** What was before HTTP is done. On the connection's event loop. */
  @Override
  public void handle(HttpConnection connection) {
    ClientWatch.of(connection).ifPresent(watch -> watch.connected(connection));
  }

  /** Connections that are open. */
  public int connections() {
    return connections.get();
  }
}
