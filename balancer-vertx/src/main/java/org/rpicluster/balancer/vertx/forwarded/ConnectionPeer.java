package org.rpicluster.balancer.vertx.forwarded;

/** The other end of a connection, as far as it tells by itself. On its event loop. */
public interface ConnectionPeer {

  /** The address, or that in a PROXY header; empty if it has none, as a UNIX socket. */
  String address();

  /** Whether it is encrypted. */
  boolean isEncrypted();

  /** Whether its PROXY header names no client, which therefore is not the proxy itself. */
  boolean isClientUnknown();
}
