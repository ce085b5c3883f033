package org.rpicluster.balancer.vertx.forwarded;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The client of one connection: who it is, unless a trusted proxy sends requests of many clients
 * over it, and its element of {@code Forwarded}. Kept from request to request; a few comparisons
 * for each. On the connection's event loop only.
 */
public final class ClientIdentity {

  private @Nullable TrustedProxies judgedBy;
  private Client client = Client.NOBODY;

  private Client elementOf = Client.NOBODY;
  private @Nullable Via elementBy;
  private String host = "";
  private String element = "";
  private String asked = "";
  private final ReadyFields ready = new ReadyFields();

  /** Of a client of which nothing is known yet. */
  public ClientIdentity() {}

  /**
   * Who sent a request.
   *
   * @param peer where its connection comes from
   * @param fields of the request
   * @param proxies who is believed
   */
  public Client client(ConnectionPeer peer, Fields fields, TrustedProxies proxies) {
    if (judgedBy == proxies) {
      return client;
    }
    Client found = proxies.client(peer, fields);
    if (!found.isPeerTrusted()) {
      judgedBy = proxies;
      client = found;
    }
    return found;
  }

  /** A host that is asked for: the same text as long as the same is. */
  public String host(Head head, int field) {
    if (!head.valueIs(field, asked)) {
      asked = head.value(field);
    }
    return asked;
  }

  /** What was said of it to members last, ready. */
  public ReadyFields ready() {
    return ready;
  }

  /** What this proxy says of a client, as an element of {@code Forwarded} that names the peer. */
  public String forwarded(Via via, Client asking, String askedFor) {
    return forwarded(via, asking, asking.peer(), askedFor);
  }

  /**
   * What this proxy says of a client, as an element of {@code Forwarded}.
   *
   * @param sender the address that it names
   */
  public String forwarded(Via via, Client asking, String sender, String askedFor) {
    if (!elementOf.equals(asking) || elementBy != via || !host.equals(askedFor)) {
      element = ForwardedElement.of(via.name(), sender, askedFor, asking.scheme()).toString();
      elementOf = asking;
      elementBy = via;
      host = askedFor;
    }
    return element;
  }
}
