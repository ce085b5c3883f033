package org.rpicluster.balancer.vertx.downstream.listen;

import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;

/**
 * The rules for connections of clients. Immutable.
 *
 * @param connectionsMax how many there may be at one time, on all listeners
 * @param fieldsMax how many fields a request may have, and how many trailers
 * @param handshakeNanos from a connection to the end of the handshake of TLS, and of what is before
 * @param headNanos to the end of a request's head
 * @param idleNanos from the end of one request to the beginning of the next
 * @param trustedProxies the peers from which a PROXY header is taken
 */
public record ConnectionRules(
    int connectionsMax,
    int fieldsMax,
    long handshakeNanos,
    long headNanos,
    long idleNanos,
    TrustedProxies trustedProxies) {

  /** The rules with these settings. */
  public static ConnectionRules of(
      int connectionsMax, ClientTimeouts timeouts, TrustedProxies trusted) {
    return of(connectionsMax, ClientLimits.DEFAULT.headerCount(), timeouts, trusted);
  }

  /** The rules with these settings, and so many fields. */
  public static ConnectionRules of(
      int connectionsMax, int fieldsMax, ClientTimeouts timeouts, TrustedProxies trusted) {
    return new ConnectionRules(
        connectionsMax,
        fieldsMax,
        timeouts.handshake().toNanos(),
        timeouts.head().toNanos(),
        timeouts.idle().toNanos(),
        trusted);
  }
}
