package org.rpicluster.balancer.vertx.front;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import org.rpicluster.balancer.vertx.tls.ServedIdentities;

/**
 * Turns away a request for a host whose certificate is another one than the client was shown: it
 * came over a connection that was made for somebody else. A client that asked for no name may ask
 * for any host, and hosts without a certificate of their own are nobody else's. Two look-ups for a
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
    String asked = ServedIdentities.nameIn(inboundRequest.sslSession());
    boolean isMisdirected =
        !asked.isEmpty()
            && authority != null
            && served.table().isForAnother(asked, authority.host());
    if (isMisdirected) {
      refuse.handle(inboundRequest);
    } else {
      next.handle(inboundRequest);
    }
  }
}
