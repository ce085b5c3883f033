package org.rpicluster.balancer.vertx.proxy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.Upstream;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * The members' connections that belong to one client's HTTP/1.1 connection, one of each cluster:
 * made for a client that a member authenticates with its connection, and ended with it. A request
 * of such a client goes over its own connection as long as that stands, whatever the strategy says.
 * On the client's event loop only.
 */
final class PinnedConnections implements ClientConnection.Attachment {

  private final List<Own> all = new ArrayList<>(1);

  /** What the first try of the exchange that runs goes over: its client has one at a time. */
  private @Nullable PrivateConnection next;

  private PinnedConnections() {}

  /** One connection, and the cluster and member that it leads to. */
  private record Own(Upstream upstream, Candidate candidate, PrivateConnection connection) {}

  /** What the exchange is carried over is its client's from now on. */
  static void keep(Exchange exchange, PrivateConnection made) {
    of(exchange).add(exchange, made);
  }

  private static PinnedConnections of(Exchange exchange) {
    PinnedConnections known = known(exchange);
    if (known != null) {
      return known;
    }
    PinnedConnections made = new PinnedConnections();
    exchange.inbound.connection().attach(made);
    return made;
  }

  private static @Nullable PinnedConnections known(Exchange exchange) {
    return exchange.inbound.connection().attachment() instanceof PinnedConnections own ? own : null;
  }

  private void add(Exchange exchange, PrivateConnection made) {
    Upstream upstream = exchange.routeEntry.upstream();
    for (Own own : List.copyOf(all)) {
      if (own.connection != made && (own.upstream == upstream || !own.connection.isOpen())) {
        own.connection.giveUp();
        all.remove(own);
      }
    }
    if (all.stream().noneMatch(own -> own.connection == made)) {
      made.keepForClient();
      all.add(new Own(upstream, exchange.tries.last(), made));
    }
  }

  @Override
  public void connectionClosed() {
    all.forEach(own -> own.connection.giveUp());
    all.clear();
  }

  /** A hold on the member to which the client has a connection of its own; null if on none. */
  static @Nullable Lease acquire(Exchange exchange) {
    Own own = forNext(exchange);
    if (own == null) {
      return null;
    }
    Lease lease = exchange.route().cluster().balancer().acquire(own.candidate).orElse(null);
    if (lease == null) {
      own.connection.giveUp();
    } else {
      known(exchange).next = own.connection;
    }
    return lease;
  }

  private static @Nullable Own forNext(Exchange exchange) {
    PinnedConnections known = known(exchange);
    if (known == null) {
      return null;
    }
    Upstream upstream = exchange.routeEntry.upstream();
    for (Own own : known.all) {
      if (own.upstream == upstream && own.connection.isOpen()) {
        return own;
      }
    }
    return null;
  }

  /**
   * Begins the first try over it; later tries go as others do.
   *
   * @return calls it off while it waits; null if there is none that stands
   */
  static @Nullable Opening open(Exchange exchange, UpstreamListener listener) {
    PinnedConnections known = known(exchange);
    if (known == null || known.next == null) {
      return null;
    }
    PrivateConnection own = known.next;
    known.next = null;
    return own.open(listener);
  }
}
