package org.rpicluster.balancer.vertx.client;

import com.google.common.net.InetAddresses;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.header.Authority;

/**
 * The proxies that are believed when they say for whom they ask. The client is the right-most
 * address of the chain that is none of theirs; what is left of it anybody may have written. {@code
 * X-Forwarded-For} is read, {@code Forwarded} only where there is none: a proxy that keeps one of
 * them hands the other on as its client wrote it.
 *
 * <p>O(addresses in the chain × entries); without trusted proxies no field is looked at. Immutable;
 * any thread. RFC 7239, Apache's mod_remoteip.
 */
public final class TrustedProxies {

  /** Nobody is believed. */
  public static final TrustedProxies NONE = new TrustedProxies(AddressList.of(List.of()));

  private static final String FORWARDED = "Forwarded";
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_HOST = "X-Forwarded-Host";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  private static final Pattern COMMA = Pattern.compile(",");

  private final AddressList addresses;

  /** Those with these addresses. */
  public TrustedProxies(AddressList addresses) {
    this.addresses = addresses;
  }

  /** Whether the peer at this address is one of them. */
  public boolean contains(InetAddress peer) {
    return addresses.contains(peer);
  }

  /** Who sent this request. On its event loop. */
  public Client client(HttpServerRequest inboundRequest) {
    String scheme = inboundRequest.isSSL() ? "https" : "http";
    String address = inboundRequest.remoteAddress().hostAddress();
    if (address == null) {
      return new Client(Client.UNKNOWN, Client.UNKNOWN, false, scheme);
    }
    return client(address, scheme, inboundRequest.headers());
  }

  /** Who sent a request with these fields through that peer. */
  Client client(String peerAddress, String scheme, MultiMap fields) {
    String peer = written(peerAddress);
    if (addresses.isEmpty() || !isTrusted(peer)) {
      return new Client(peer, peer, false, scheme);
    }
    List<String> chain = fields.getAll(FORWARDED_FOR);
    if (!chain.isEmpty()) {
      String before = scheme(last(fields.getAll(FORWARDED_PROTO)), scheme);
      return new Client(peer, behind(peer, split(chain)), true, before);
    }
    List<ForwardedElement> elements =
        ForwardedField.parse(fields.getAll(FORWARDED)).orElse(List.of());
    String proto = elements.isEmpty() ? "" : elements.get(elements.size() - 1).proto();
    String said = proto.isEmpty() ? last(fields.getAll(FORWARDED_PROTO)) : proto;
    List<String> nodes = elements.stream().map(ForwardedElement::node).toList();
    return new Client(peer, behind(peer, nodes), true, scheme(said, scheme));
  }

  /**
   * The host that a client asked for, as the proxy says that is nearest; from the same fields as
   * its scheme.
   *
   * @param client as it was read from these fields
   * @param unless what the request says itself, where no proxy is believed or none says it
   */
  public static String host(Client client, MultiMap fields, String unless) {
    if (!client.isPeerTrusted()) {
      return unless;
    }
    String said = last(fields.getAll(FORWARDED_HOST));
    if (!fields.contains(FORWARDED_FOR)) {
      List<ForwardedElement> elements =
          ForwardedField.parse(fields.getAll(FORWARDED)).orElse(List.of());
      String host = elements.isEmpty() ? "" : elements.get(elements.size() - 1).host();
      said = host.isEmpty() ? said : host;
    }
    return Authority.isValid(said) ? said : unless;
  }

  /** Goes from the peer to the left as long as the one who says it is trusted, and says a name. */
  private String behind(String peer, List<String> chain) {
    String client = peer;
    for (int i = chain.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<InetAddress> next = Node.address(chain.get(i));
      if (next.isEmpty()) {
        return client;
      }
      client = InetAddresses.toAddrString(next.get());
    }
    return client;
  }

  private boolean isTrusted(String address) {
    return addresses.contains(InetAddresses.forString(address));
  }

  private static String scheme(String said, String unless) {
    String scheme = said.toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals("https") ? scheme : unless;
  }

  /** Empty elements of a list count for nothing: RFC 9110 §5.6.1. */
  private static List<String> split(List<String> lines) {
    return lines.stream()
        .flatMap(COMMA::splitAsStream)
        .map(String::trim)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static String last(List<String> lines) {
    List<String> items = split(lines);
    return items.isEmpty() ? "" : items.get(items.size() - 1);
  }

  /** Java writes {@code 0:0:0:0:0:0:0:1} where everybody else writes {@code ::1}: RFC 5952. */
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
