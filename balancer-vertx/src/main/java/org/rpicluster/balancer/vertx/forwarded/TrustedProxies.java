package org.rpicluster.balancer.vertx.forwarded;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The proxies that are believed when they name the client for which they ask. The client is the
 * right-most address of the chain that is none of theirs; what is left of it any client may have
 * written. If the chain cannot be read as far as that, the client is unknown, and not the proxy.
 * {@code X-Forwarded-For} is read, {@code Forwarded} only where there is none: a proxy that keeps
 * one of them hands the other on as its client wrote it.
 *
 * <p>O(addresses in the chain × entries); without trusted proxies no field is looked at. Immutable;
 * any thread. RFC 7239, Apache's mod_remoteip.
 */
public final class TrustedProxies {

  /** No proxy is believed. */
  public static final TrustedProxies NONE = new TrustedProxies(AddressList.of(List.of()));

  private static final String EVERYONE = "0.0.0.0/0";

  private final AddressList addresses;
  private final Optional<ClientHeader> header;
  private final boolean isEveryone;

  /** Those with these addresses. */
  public TrustedProxies(AddressList addresses) {
    this(addresses, Optional.empty());
  }

  /** The same, with a field of their own for the client. */
  public TrustedProxies(AddressList addresses, Optional<ClientHeader> header) {
    this.addresses = addresses;
    this.header = header;
    isEveryone = addresses.texts().contains(EVERYONE);
  }

  /** Whether this is the field of their own. */
  public boolean isNamedIn(CharSequence field) {
    return header.isPresent() && header.get().name().equalsIgnoreCase(field.toString());
  }

  /** Whether members are told of proxies in this field, which is no client's to write. */
  public boolean isToldIn(CharSequence field) {
    return header.isPresent() && header.get().isOfProxies(field);
  }

  /**
   * Which client members are told that a request came from: a field of the proxies' own puts the
   * client in their place.
   */
  public String sender(Client client) {
    return header.isPresent() ? client.nearestAddress() : client.peer();
  }

  /** Whether the proxies have a field of their own, which says who the client is. */
  public boolean hasField() {
    return header.isPresent();
  }

  /**
   * The field of the proxies' own with what was not believed of it, as members get it, and the one
   * with the proxies that it came through.
   *
   * @param peer where the request's connection comes from
   * @param inbound its fields
   * @param fields what members get
   */
  public void cut(ConnectionPeer peer, Fields inbound, Fields fields) {
    if (header.isEmpty() || peer.address().isEmpty() || peer.isClientUnknown()) {
      return;
    }
    List<String> left = header.get().elements(inbound);
    List<String> through = new ArrayList<>();
    named(written(peer.address()), left, through);
    set(fields, header.get().name(), left);
    header.get().proxies().ifPresent(name -> set(fields, name, through));
  }

  private static void set(Fields fields, String name, List<String> elements) {
    if (elements.isEmpty()) {
      fields.remove(name);
    } else {
      fields.set(name, String.join(", ", elements));
    }
  }

  /**
   * The client that a field of the proxies' own names, in the way of mod_remoteip.
   *
   * @param elements of the field; those that were believed are taken out of it
   * @param through the external proxies that were believed are added to it
   */
  private String named(String peer, List<String> elements, List<String> through) {
    String client = peer;
    int seen = 0;
    while (!elements.isEmpty() && isTrusted(client)) {
      Optional<InetAddress> next = header.orElseThrow().last(elements);
      if (next.isEmpty() || ++seen > ForwardedField.ELEMENTS_MAX) {
        return Client.UNKNOWN;
      }
      if (!header.get().isBelieved(InetAddresses.forString(client), next.get())) {
        return client;
      }
      if (header.get().isExternal(InetAddresses.forString(client))) {
        through.add(client);
      }
      client = InetAddresses.toAddrString(next.get());
      elements.remove(elements.size() - 1);
    }
    return client;
  }

  /** Whether the peer at this address is one of them. */
  public boolean contains(InetAddress peer) {
    return addresses.contains(peer);
  }

  /**
   * Who sent a request. On its event loop.
   *
   * @param peer where its connection comes from
   * @param fields of the request
   */
  public Client client(ConnectionPeer peer, Fields fields) {
    String scheme = peer.isEncrypted() ? "https" : "http";
    if (peer.address().isEmpty()) {
      return new Client(Client.UNKNOWN, Client.UNKNOWN, false, scheme);
    }
    String address = written(peer.address());
    if (addresses.isEmpty()) {
      return new Client(address, address, false, scheme);
    }
    return peer.isClientUnknown()
        ? new Client(address, Client.UNKNOWN, false, scheme)
        : client(address, scheme, fields);
  }

  private Client client(String peer, String scheme, Fields fields) {
    if (!isTrusted(peer)) {
      return new Client(peer, peer, false, scheme);
    }
    ForwardedFields said = new ForwardedFields(fields);
    if (header.isPresent()) {
      String named = named(peer, header.get().elements(fields), new ArrayList<>());
      return new Client(peer, named, true, true, site(said, scheme));
    }
    String client = behind(peer, said.nodes());
    boolean undisputed = !said.isSaidTwice() || client.equals(behind(peer, said.standardNodes()));
    return new Client(peer, client, true, undisputed, said.site(scheme));
  }

  /** Where every peer may name the client, it is not believed about the site as well. */
  private PublicAddress site(ForwardedFields said, String scheme) {
    return isEveryone ? PublicAddress.of(scheme) : said.site(scheme);
  }

  /**
   * Goes from the peer to the left as long as the one who says it is trusted. Where that one names
   * no address, or more proxies have passed it on than make sense, the client is not known: it is
   * certainly not the proxy.
   */
  private String behind(String peer, List<String> chain) {
    String client = peer;
    for (int i = chain.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<InetAddress> next = Node.address(chain.get(i));
      if (next.isEmpty() || chain.size() - i > ForwardedField.ELEMENTS_MAX) {
        return Client.UNKNOWN;
      }
      client = InetAddresses.toAddrString(next.get());
    }
    return client;
  }

  private boolean isTrusted(String address) {
    return addresses.contains(InetAddresses.forString(address));
  }

  /** Java writes {@code 0:0:0:0:0:0:0:1} where all others write {@code ::1}: RFC 5952. */
  private static String written(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    // Without the interface that a link-local address names.
    int scope = address.indexOf('%');
    String bare = scope < 0 ? address : address.substring(0, scope);
    return InetAddresses.toAddrString(InetAddresses.forString(bare));
  }
}
