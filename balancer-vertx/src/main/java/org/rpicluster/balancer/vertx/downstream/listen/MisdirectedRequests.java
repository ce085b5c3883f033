package org.rpicluster.balancer.vertx.downstream.listen;

import org.rpicluster.balancer.vertx.downstream.ClientConnection;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.tls.IdentityTable;

/**
 * Turns away a request for a host whose certificate is another one than the client was shown: it
 * came over a connection that was made for another host. A client that asked for no name may ask
 * for any host, and hosts without a certificate of their own are no other's. Two look-ups for a
 * request, and only on listeners with several certificates; any event loop. RFC 9110 §15.5.20.
 */
final class MisdirectedRequests implements InboundHandler {

  private final ServedIdentities served;
  private final InboundHandler next;

  /**
   * Before {@code next}.
   *
   * @param served what is shown to clients
   */
  MisdirectedRequests(ServedIdentities served, InboundHandler next) {
    this.served = served;
    this.next = next;
  }

  @Override
  public void handle(InboundExchange inbound) {
    IdentityTable table = served.table();
    if (table.identities().size() > 1 && isForAnother(table, inbound)) {
      next.misdirected(inbound);
    } else {
      next.handle(inbound);
    }
  }

  @Override
  public void misdirected(InboundExchange inbound) {
    next.misdirected(inbound);
  }

  /** Also of a session that was made under another name, and with its certificate, and resumed. */
  private static boolean isForAnother(IdentityTable table, InboundExchange inbound) {
    ClientConnection connection = inbound.connection();
    String authority = inbound.authority();
    String asked =
        connection.serverName().orElseGet(() -> ServedIdentities.nameIn(connection.sslSession()));
    if (asked.isEmpty() || !Authority.isValid(authority)) {
      return false;
    }
    String host = Authority.host(authority);
    return table.isForAnother(asked, host) || table.isForNoneOf(connection.shownNames(), host);
  }
}
