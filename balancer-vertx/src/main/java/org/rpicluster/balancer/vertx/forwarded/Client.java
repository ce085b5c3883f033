package org.rpicluster.balancer.vertx.forwarded;

import com.google.common.net.InetAddresses;

/**
 * The client of a request, as far as it is known. Immutable.
 *
 * @param peer the address that the connection comes from, or that a PROXY header names
 * @param address the client's own: the peer's, unless trusted proxies vouch for another; {@value
 *     #UNKNOWN} if what they say cannot be read, and at a Unix socket
 * @param isPeerTrusted whether the peer is a trusted proxy, whose fields are believed
 * @param isUndisputed whether no two fields of a trusted proxy name different clients
 * @param site how the client addressed the site, before any trusted proxy
 */
public record Client(
    String peer, String address, boolean isPeerTrusted, boolean isUndisputed, PublicAddress site) {

  /** What stands for an address that is not known, here and in RFC 7239 §6.2. */
  public static final String UNKNOWN = "unknown";

  /** Nothing is known of it. */
  public static final Client NOBODY = new Client(UNKNOWN, UNKNOWN, false, "http");

  /** A client of which only the scheme is known besides, and nothing contradicts. */
  public Client(String peer, String address, boolean isPeerTrusted, String scheme) {
    this(peer, address, isPeerTrusted, true, PublicAddress.of(scheme));
  }

  /** Whether its own address is known. */
  public boolean isKnown() {
    return !address.equals(UNKNOWN);
  }

  /** Its own address, or the peer's if that is all that is known: what limits and hashing go by. */
  public String nearestAddress() {
    return isKnown() ? address : peer;
  }

  /** {@code http} or {@code https}: what the client spoke, before any trusted proxy. */
  public String scheme() {
    return site.scheme();
  }

  /** The host that it asked for, before any trusted proxy; {@code unless} if none says it. */
  public String hostOr(String unless) {
    return site.host().isEmpty() ? unless : site.host();
  }

  /**
   * Whether its own address is in a list. A client without an address is in none, whatever the list
   * has; nor is one whose address is disputed: a permission needs certainty.
   */
  public boolean isIn(AddressList list) {
    return isUndisputed && isKnown() && list.contains(InetAddresses.forString(address));
  }
}
