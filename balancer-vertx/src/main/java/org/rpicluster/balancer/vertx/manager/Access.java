package org.rpicluster.balancer.vertx.manager;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * The access rules of the manager. Addresses say which clients; but a browser on such an address
 * does what any page tells it. So the host must be a known one, and what changes anything must not
 * come from another site's page: that is what {@code Sec-Fetch-Site} and {@code Origin} say, which
 * no page can forge. A client that sends neither is no browser. O(entries); immutable, any thread.
 * CWE-352, RFC 6454 §7, W3C Fetch Metadata.
 *
 * @param allow the addresses
 * @param trusted the proxies that are believed about their clients, and about the host
 * @param hosts what the manager is called
 * @param readers users who may see everything and change nothing
 */
public record Access(
    AddressList allow, TrustedProxies trusted, ManagerHosts hosts, Set<String> readers) {

  private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

  private static final List<String> OWN_SITE = List.of("same-origin", "none");

  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

  /** Copies the set. */
  public Access {
    readers = Set.copyOf(readers);
  }

  /** Clients with these addresses, whatever they say of themselves. */
  public static Access of(AddressList allow) {
    return new Access(allow, TrustedProxies.NONE, ManagerHosts.PRIVATE, Set.of());
  }

  /** Who asks, for the log: the user if there is one, and the address. */
  String who(LocalExchange exchange) {
    Client client = exchange.client(trusted);
    String address = client.isKnown() ? client.address() : "- behind " + client.peer();
    return exchange.user().isEmpty() ? address : exchange.user() + " at " + address;
  }

  /** The same, where clients on this machine ask as well: of the health. */
  Access orHere() {
    List<String> all = Stream.concat(allow.texts().stream(), LOOPBACK.stream()).toList();
    return new Access(AddressList.of(all), trusted, hosts, readers);
  }

  /** Whether its user may change anything. */
  boolean mayEdit(LocalExchange exchange) {
    return !readers.contains(exchange.user());
  }

  /** Why a request is forbidden, if it is. */
  Optional<String> complaint(LocalExchange exchange) {
    Client client = exchange.client(trusted);
    if (!client.isIn(allow)) {
      return Optional.of("your address is not allowed to see the balancer manager");
    }
    String host = client.hostOr(exchange.authority());
    if (!hosts.have(host)) {
      String name = "the balancer manager is not known by this name: " + host;
      return Optional.of(name + " (expected: an address, or one of its `hosts`)");
    }
    return SAFE.contains(exchange.method()) ? Optional.empty() : editing(exchange, host);
  }

  private Optional<String> editing(LocalExchange exchange, String host) {
    if (isForeign(exchange, host)) {
      return Optional.of("another site's page may not change anything");
    }
    return mayEdit(exchange)
        ? Optional.empty()
        : Optional.of(exchange.user() + " may see the balancer manager, and change nothing");
  }

  private static boolean isForeign(LocalExchange exchange, String host) {
    String site = exchange.fields().get("Sec-Fetch-Site");
    String origin = exchange.fields().get("Origin");
    return site != null && !OWN_SITE.contains(site) || origin != null && !isOf(origin, host);
  }

  /** Whether an origin is that host, whatever its scheme: a proxy in front may speak TLS. */
  private static boolean isOf(@Nullable String origin, String host) {
    String lower = String.valueOf(origin).toLowerCase(Locale.ROOT);
    if (lower.startsWith("https://")) {
      return bare(lower.substring(8), ":443").equals(bare(host, ":443"));
    }
    return lower.startsWith("http://") && bare(lower.substring(7), ":80").equals(bare(host, ":80"));
  }

  private static String bare(String authority, String port) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
