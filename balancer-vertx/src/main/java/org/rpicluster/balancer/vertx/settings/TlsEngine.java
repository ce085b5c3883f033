package org.rpicluster.balancer.vertx.settings;

import io.netty.handler.ssl.OpenSsl;

/** The engine that encrypts the connections of a listener. Immutable. */
public enum TlsEngine {
  /** The JVM's own. */
  JDK,

  /**
   * Google's BoringSSL, by way of netty-tcnative, which must be on the class path: it takes less
   * than half of the time for each record ({@code docs/performance.md}), and memory beside the
   * heap.
   */
  BORINGSSL;

  /** Whether this process can use it; the first question loads its library. Any thread. */
  public boolean isAvailable() {
    return this == JDK || OpenSsl.isAvailable();
  }
}
