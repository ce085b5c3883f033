package org.rpicluster.balancer.vertx.forwarded;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Via;

/**
 * What is known of a client from the requests before on its connection: who it is, unless a trusted
 * proxy sends those of many, and what is said of it to members. A few comparisons; on the
 * connection's event loop only.
 */
public final class Acquaintance {

  private @Nullable TrustedProxies judge;
  private Client client = Client.NOBODY;

  private Client introduced = Client.NOBODY;
  private @Nullable Via introducer;
  private String host = "";
  private String introduction = "";

  /** With somebody of whom nothing is known yet. */
  public Acquaintance() {}

  /**
   * Who sent a request.
   *
   * @param peer where its connection comes from
   * @param fields of the request
   * @param proxies who is believed
   */
  public Client client(Peer peer, Fields fields, TrustedProxies proxies) {
    if (judge == proxies) {
      return client;
    }
    Client found = proxies.client(peer, fields);
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
