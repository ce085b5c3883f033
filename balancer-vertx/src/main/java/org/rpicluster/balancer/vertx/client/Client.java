package org.rpicluster.balancer.vertx.client;

import com.google.common.net.InetAddresses;

/**
 * Who asks. Immutable.
 *
 * @param peer the address that the connection comes from, or that a PROXY header names
 * @param address the client's own: the peer's, unless trusted proxies vouch for another; {@value
 *     #UNKNOWN} at a Unix socket
 * @param isPeerTrusted whether the peer is a trusted proxy, whose fields are believed
 * @param scheme {@code http} or {@code https}: what the client spoke, before any trusted proxy
 */
public record Client(String peer, String address, boolean isPeerTrusted, String scheme) {

  /** What stands for an address that nobody knows, here and in RFC 7239 §6.2. */
  public static final String UNKNOWN = "unknown";

  /** Nothing is known of it. */
  public static final Client NOBODY = new Client(UNKNOWN, UNKNOWN, false, "http");

  /** Whether its own address is in a list. Somebody without an address is in none. */
  public boolean isIn(AddressList list) {
    return InetAddresses.isInetAddress(address) && list.contains(InetAddresses.forString(address));
  }
}
