package org.rpicluster.balancer.vertx.forwarded;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
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

  private final AddressList addresses;

  /** Those with these addresses. */
  public TrustedProxies(AddressList addresses) {
    this.addresses = addresses;
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
  public Client client(Peer peer, Fields fields) {
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
    String client = behind(peer, said.nodes());
    boolean undisputed = !said.isSaidTwice() || client.equals(behind(peer, said.standardNodes()));
    return new Client(peer, client, true, undisputed, said.site(scheme));
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
