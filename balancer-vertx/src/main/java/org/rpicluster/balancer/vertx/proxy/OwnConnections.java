package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.http.ConnectionAuth;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.Upstream;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * The members' connections that belong to one client's HTTP/1.1 connection, one of each cluster:
 * made for a client that a member authenticates with its connection, and ended with it. A request
 * of such a client goes over its own connection as long as that stands, whatever the strategy says.
 * On the client's event loop only.
 */
final class OwnConnections implements ClientConnection.Attachment {

  private final List<Own> all = new ArrayList<>(1);

  /** What the first try of the exchange that runs goes over: its client has one at a time. */
  private @Nullable PrivateConnection next;

  private OwnConnections() {}

  /** One connection, and the cluster and member that it leads to. */
  private record Own(Upstream upstream, Candidate candidate, PrivateConnection connection) {}

  /** Refuses a client that authenticates its connection, where that can have none. */
  static void check(Exchange exchange) {
    if (exchange.upstreamHead.authenticatesConnection() && !mayBeOf(exchange)) {
      throw Refusal.connectionAuth();
    }
  }

  /** It can have some if it carries one request at a time, and says when it is closed. */
  private static boolean mayBeOf(Exchange exchange) {
    return !exchange.isMultiplexed() && exchange.inbound.connection().isReached();
  }

  /**
   * Looks whether the member authenticates connections: what this exchange is carried over is its
   * client's from now on. Where it cannot be, it is not shared, and the client is offered what else
   * there is.
   *
   * @return false if there is nothing else
   */
  static boolean isRight(Exchange exchange, UpstreamExchange upstream, Head upstreamResponse) {
    HeadFields fields = HeadFields.over(upstreamResponse);
    if (!ConnectionAuth.isOffered(fields) || keep(exchange, upstream)) {
      return true;
    }
    upstream.makePrivate();
    List<String> others = ConnectionAuth.othersIn(fields);
    fields.set(HttpHeaderNames.WWW_AUTHENTICATE, others);
    return !others.isEmpty();
  }

  /**
   * What the exchange is carried over is its client's from now on, if that authenticates it.
   *
   * @return false if it cannot be
   */
  static boolean keepIfAuthenticated(Exchange exchange, UpstreamExchange upstream) {
    return !exchange.upstreamHead.authenticatesConnection() || keep(exchange, upstream);
  }

  private static boolean keep(Exchange exchange, UpstreamExchange upstream) {
    if (!mayBeOf(exchange)) {
      return false;
    }
    Optional<PrivateConnection> connection = upstream.makePrivate();
    connection.ifPresent(made -> of(exchange).add(exchange, made));
    return connection.isPresent();
  }

  private static OwnConnections of(Exchange exchange) {
    OwnConnections known = known(exchange);
    if (known != null) {
      return known;
    }
    OwnConnections made = new OwnConnections();
    exchange.inbound.connection().attach(made);
    return made;
  }

  private static @Nullable OwnConnections known(Exchange exchange) {
    return exchange.inbound.connection().attachment() instanceof OwnConnections own ? own : null;
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
    OwnConnections known = known(exchange);
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
    OwnConnections known = known(exchange);
    if (known == null || known.next == null) {
      return null;
    }
    PrivateConnection own = known.next;
    known.next = null;
    return own.open(listener);
  }
}
