package org.rpicluster.balancer.vertx.downstream.vertx;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import org.rpicluster.balancer.vertx.downstream.listen.ServedIdentities;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.tls.IdentityTable;

/**
 * Turns away a request for a host whose certificate is another one than the client was shown: it
 * came over a connection that was made for another host. A client that asked for no name may ask
 * for any host, and hosts without a certificate of their own are no other's. Two look-ups for a
 * request, and only on listeners with several certificates; any event loop. RFC 9110 §15.5.20.
 */
public final class Misdirected implements Handler<HttpServerRequest> {

  private final ServedIdentities served;
  private final Handler<HttpServerRequest> next;
  private final Handler<HttpServerRequest> refuse;

  /**
   * Before {@code next}.
   *
   * @param served what is shown to clients
   * @param next gets all others
   * @param refuse answers those that are turned away
   */
  public Misdirected(
      ServedIdentities served, Handler<HttpServerRequest> next, Handler<HttpServerRequest> refuse) {
    this.served = served;
    this.next = next;
    this.refuse = refuse;
  }

  @Override
  public void handle(HttpServerRequest inboundRequest) {
    HostAndPort authority = inboundRequest.authority();
    VertxConnection connection = VertxConnection.of(inboundRequest);
    String asked =
        connection
            .serverName()
            .orElseGet(() -> ServedIdentities.nameIn(inboundRequest.sslSession()));
    boolean isMisdirected =
        !asked.isEmpty()
            && authority != null
            && isForAnother(connection, asked, Authority.host(authority.host()));
    if (isMisdirected) {
      refuse.handle(inboundRequest);
    } else {
      next.handle(inboundRequest);
    }
  }

  /** Also of a session that was made under another name, and with its certificate, and resumed. */
  private boolean isForAnother(VertxConnection connection, String asked, String host) {
    IdentityTable table = served.table();
    return table.identities().size() > 1
        && (table.isForAnother(asked, host) || table.isForNoneOf(connection.shownNames(), host));
  }
}
