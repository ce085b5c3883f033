package org.rpicluster.balancer.vertx.front;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import org.rpicluster.balancer.vertx.tls.ServedIdentities;

/**
 * Turns away a request for a host whose certificate is another one than the client was shown: it
 * came over a connection that was made for somebody else. A client that asked for no name may ask
 * for any host, and hosts without a certificate of their own are nobody else's. Two look-ups for a
 * request, and only on listeners with several certificates; any event loop. RFC 9110 §15.5.20.
 */
public final class Misdirected implements Handler<HttpServerRequest> {

  private static final int STATUS = 421;

  /** The connection closes as soon as the answer is written; this is for one that never is. */
  private static final Duration SHUTDOWN_MOST = Duration.ofSeconds(1);

  private final ServedIdentities served;
  private final Handler<HttpServerRequest> next;

  /** Before {@code next}. */
  public Misdirected(ServedIdentities served, Handler<HttpServerRequest> next) {
    this.served = served;
    this.next = next;
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
      refuse(inboundRequest);
    } else {
      next.handle(inboundRequest);
    }
  }

  private static void refuse(HttpServerRequest inboundRequest) {
    boolean multiplexed = inboundRequest.version() == HttpVersion.HTTP_2;
    HttpServerResponse inboundResponse = inboundRequest.response().setStatusCode(STATUS);
    inboundResponse.headers().set("Content-Type", "text/plain");
    inboundResponse.headers().set("X-Content-Type-Options", "nosniff");
    if (!multiplexed) {
      inboundResponse.headers().set("Connection", "close");
    }
    inboundResponse.end("This connection was made for another host.\n");
    if (!multiplexed) {
      inboundRequest.connection().shutdown(SHUTDOWN_MOST);
    }
  }
}
