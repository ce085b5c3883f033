package org.rpicluster.balancer.vertx.upstream;

import java.time.Duration;

/**
 * Builds {@link UpstreamOptions} from others; every value is checked when it is built. For one
 * thread.
 */
public final class UpstreamOptionsBuilder {

  private Duration connectTimeout;
  private Duration firstByteTimeout;
  private Duration idleTimeout;
  private Duration acquireTimeout;
  private int connectionsMax;
  private Duration keepAlive;
  private Duration tunnelTimeout;
  private int tunnelsMax;

  UpstreamOptionsBuilder(UpstreamOptions from) {
    connectTimeout = from.connectTimeout();
    firstByteTimeout = from.firstByteTimeout();
    idleTimeout = from.idleTimeout();
    acquireTimeout = from.acquireTimeout();
    connectionsMax = from.connectionsMax();
    keepAlive = from.keepAlive();
    tunnelTimeout = from.tunnelTimeout();
    tunnelsMax = from.tunnelsMax();
  }

  /** Until a connection stands. */
  public UpstreamOptionsBuilder connectTimeout(Duration time) {
    connectTimeout = time;
    return this;
  }

  /** From the request sent whole to the head of the answer. */
  public UpstreamOptionsBuilder firstByteTimeout(Duration time) {
    firstByteTimeout = time;
    return this;
  }

  /** The longest silence within a body. */
  public UpstreamOptionsBuilder idleTimeout(Duration time) {
    idleTimeout = time;
    return this;
  }

  /** The longest wait for a connection. */
  public UpstreamOptionsBuilder acquireTimeout(Duration time) {
    acquireTimeout = time;
    return this;
  }

  /** Connections to one member. */
  public UpstreamOptionsBuilder connectionsMax(int most) {
    connectionsMax = most;
    return this;
  }

  /** How long an unused connection is kept. */
  public UpstreamOptionsBuilder keepAlive(Duration time) {
    keepAlive = time;
    return this;
  }

  /** The longest silence in a tunnel. */
  public UpstreamOptionsBuilder tunnelTimeout(Duration time) {
    tunnelTimeout = time;
    return this;
  }

  /** Connections to one member that have become tunnels. */
  public UpstreamOptionsBuilder tunnelsMax(int most) {
    tunnelsMax = most;
    return this;
  }

  /**
   * The options.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public UpstreamOptions build() {
    return new UpstreamOptions(
        connectTimeout,
        firstByteTimeout,
        idleTimeout,
        acquireTimeout,
        connectionsMax,
        keepAlive,
        tunnelTimeout,
        tunnelsMax);
  }
}
