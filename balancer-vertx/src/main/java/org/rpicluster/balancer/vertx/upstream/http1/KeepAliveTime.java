package org.rpicluster.balancer.vertx.upstream.http1;

import java.util.concurrent.TimeUnit;

/**
 * The time that a connection may rest between two exchanges, and how long of that the member surely
 * keeps it. Two numbers, of its connection's event loop only. RFC 9112 §9.3; the {@code Keep-Alive}
 * field is that of RFC 2068 §19.7.1.
 */
final class KeepAliveTime {

  /**
   * After this rest a member may have closed without our knowing yet: half of one second, the
   * shortest time for which servers are set to keep connections.
   */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final long mostNanos;
  private long nanos;
  private long freshNanos = FRESH_NANOS;

  /** At most so long, as the cluster is set. */
  KeepAliveTime(long mostNanos) {
    this.mostNanos = mostNanos;
    nanos = mostNanos;
  }

  /** The member keeps it for so long, at least; {@link Long#MAX_VALUE} if it has not said. */
  void memberKeepsIt(long keptNanos) {
    nanos = Math.min(mostNanos, keptNanos);
    freshNanos = keptNanos == Long.MAX_VALUE ? FRESH_NANOS : keptNanos;
  }

  long nanos() {
    return nanos;
  }

  /** Whether the member has surely not given it up, with so much of the rest to come. */
  boolean isFresh(long leftNanos) {
    return nanos - leftNanos < freshNanos;
  }
}
