package org.rpicluster.balancer.vertx.forwarded;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Via;

/**
 * What is known of a client from the requests before on its connection: who it is, unless a trusted
 * proxy sends those of many, and what is said of it to members. A few comparisons; on the
 * connection's event loop only.
 */
public final class Acquaintance {

  /** By which a connection is kept with what is known of its client. */
  public static final AttributeKey<Acquaintance> KEY =
      AttributeKey.valueOf(Acquaintance.class, "client");

  private @Nullable TrustedProxies judge;
  private Client client = Client.NOBODY;

  private Client introduced = Client.NOBODY;
  private @Nullable Via introducer;
  private String host = "";
  private String introduction = "";

  /** With somebody of whom nothing is known yet. */
  public Acquaintance() {}

  /**
   * Who sent this request.
   *
   * @param isUnknown whether the connection's PROXY header names no client
   */
  public Client client(
      HttpServerRequest inboundRequest,
      TrustedProxies proxies,
      Predicate<HttpServerRequest> isUnknown) {
    if (judge == proxies) {
      return client;
    }
    Client found = proxies.client(inboundRequest, isUnknown);
    if (!found.isPeerTrusted()) {
      judge = proxies;
      client = found;
    }
    return found;
  }

  /** What this proxy says of a client, as an element of {@code Forwarded}. */
  public String forwarded(Via via, Client asking, String askedFor) {
    if (!introduced.equals(asking) || introducer != via || !host.equals(askedFor)) {
      introduction =
          ForwardedElement.of(via.name(), asking.peer(), askedFor, asking.scheme()).toString();
      introduced = asking;
      introducer = via;
      host = askedFor;
    }
    return introduction;
  }
}
