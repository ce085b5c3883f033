package org.rpicluster.balancer.vertx.settings;

import java.util.List;

/**
 * The cost of a client's connection on the heap, by what it is. Measured on JDK 17 with a thousand
 * to fifteen hundred of each, after a collection; on top of it 2 KiB for a usual head under way and
 * the room in which its lines are read. Stateless.
 */
public final class ConnectionCost {

  /** HTTP/1.1 without TLS. Measured: 5.9 KiB after a request, and 1.5 for its head. */
  private static final int PLAIN_BYTES = 6 * 1024;

  /** HTTP/2 without TLS, and any connection before it is known which. Measured: 7.7 KiB. */
  private static final int PLAIN_HTTP2_BYTES = 10 * 1024;

  /** HTTP/1.1 over TLS. Measured: 9.8 KiB. */
  private static final int TLS_BYTES = 12 * 1024;

  /** HTTP/2 over TLS. Measured: 13.4 KiB. */
  private static final int TLS_HTTP2_BYTES = 16 * 1024;

  /** A handshake that is not finished. Measured: 23.1 KiB, behind a ClientHello. */
  private static final int HANDSHAKE_BYTES = 26 * 1024;

  private ConnectionCost() {}

  /** Of one that has just been accepted, until its protocol is settled. */
  public static int accepted(ListenerSettings listener) {
    if (listener.tls().isPresent()) {
      return HANDSHAKE_BYTES;
    }
    return listener.h2c() ? PLAIN_HTTP2_BYTES : PLAIN_BYTES;
  }

  /** Of one that stands. */
  public static int standing(boolean tls, boolean http2) {
    if (tls) {
      return http2 ? TLS_HTTP2_BYTES : TLS_BYTES;
    }
    return http2 ? PLAIN_HTTP2_BYTES : PLAIN_BYTES;
  }

  /**
   * Of the cheapest that these listeners can have. A bound of their number is for these; who has
   * dearer ones is held by the memory account, which is charged what each costs.
   */
  public static int leastOf(List<ListenerSettings> listeners) {
    boolean tls = listeners.stream().allMatch(listener -> listener.tls().isPresent());
    return standing(tls, false);
  }
}
