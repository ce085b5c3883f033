package org.rpicluster.balancer.vertx.kit;

import org.rpicluster.balancer.vertx.forwarded.ConnectionPeer;

/** A connection that comes from somewhere, without a connection. */
public record FixedPeer(String address, boolean isEncrypted, boolean isClientUnknown)
    implements ConnectionPeer {

  /** From an address, without TLS. */
  public static FixedPeer at(String address) {
    return new FixedPeer(address, false, false);
  }
}
