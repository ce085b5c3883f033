package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.http.ConnectionAuth;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stage 5: a connection to a member that is authenticated as a whole (NTLM, Negotiate; RFC 4559) is
 * pinned to its client, one of {@link PinnedConnections}. Where it cannot be, such a login is
 * refused. On its event loop only.
 */
final class PinConnection {

  private PinConnection() {}

  /** Refuses a client that authenticates its connection, where that can have none. */
  static void check(Exchange exchange) {
    if (exchange.upstreamHead.authenticatesConnection() && !mayBeOf(exchange)) {
      throw Refusal.connectionAuth();
    }
  }

  /** One can be if its connection carries one request at a time, and says when it is closed. */
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
  static boolean pinIfOffered(Exchange exchange, UpstreamExchange upstream, Head upstreamResponse) {
    HeadFields fields = HeadFields.over(upstreamResponse);
    if (!ConnectionAuth.isOffered(fields) || pin(exchange, upstream)) {
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
  static boolean pinIfAuthenticated(Exchange exchange, UpstreamExchange upstream) {
    return !exchange.upstreamHead.authenticatesConnection() || pin(exchange, upstream);
  }

  private static boolean pin(Exchange exchange, UpstreamExchange upstream) {
    if (!mayBeOf(exchange)) {
      return false;
    }
    Optional<PrivateConnection> connection = upstream.makePrivate();
    connection.ifPresent(made -> PinnedConnections.keep(exchange, made));
    return connection.isPresent();
  }
}
