package org.rpicluster.balancer.vertx.upstream;

import java.time.Duration;
import org.rpicluster.balancer.check.Check;

/**
 * The options by which the members of one cluster are connected to. Immutable.
 *
 * @param connectTimeout until a connection stands; more than 0
 * @param firstByteTimeout from the request sent whole to the head of the answer; more than 0
 * @param idleTimeout the longest silence within a body, either way; more than 0
 * @param acquireTimeout the longest wait for a connection when {@code connectionsMax} are in use
 * @param connectionsMax connections to one member, over all event loops; 1 or more
 * @param keepAlive how long an unused connection is kept; 0 for not at all
 * @param tunnelTimeout the longest silence in a tunnel; more than 0
 * @param tunnelsMax connections to one member that have become tunnels, beside the others; 1 or
 *     more
 */
public record UpstreamOptions(
    Duration connectTimeout,
    Duration firstByteTimeout,
    Duration idleTimeout,
    Duration acquireTimeout,
    int connectionsMax,
    Duration keepAlive,
    Duration tunnelTimeout,
    int tunnelsMax) {

  /**
   * Each is a connection of a client as well, whose number is limited by memory; this is far beyond
   * what a member of a small cluster has, and below the ports that there are for it.
   */
  public static final int TUNNELS_MAX = 16_384;

  /** The fields of one answer: twice what nginx and Apache take from a member. */
  public static final int HEADER_BYTES_MAX = 32 * 1024;

  /**
   * A member on the same network answers a connect within milliseconds, so 2 s means that it is
   * gone; a minute for an answer is what Apache and nginx allow; 30 s of keep-alive stay below the
   * 60 s and more that most servers keep theirs; Apache, which closes after 5 s, says so in {@code
   * Keep-Alive: timeout=5}, and its connections are closed a second before. A tunnel may rest: a
   * WebSocket without pings is silent until something happens.
   */
  public static final UpstreamOptions DEFAULT =
      new UpstreamOptions(
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          256,
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          TUNNELS_MAX);

  /** Checks the ranges. */
  public UpstreamOptions {
    positive("timeouts.connect", connectTimeout);
    positive("timeouts.firstByte", firstByteTimeout);
    positive("timeouts.idle", idleTimeout);
    positive("timeouts.acquire", acquireTimeout);
    positive("timeouts.tunnel", tunnelTimeout);
    Check.argument(connectionsMax >= 1, "connections.max", connectionsMax, "1 or more");
    Check.argument(tunnelsMax >= 1, "connections.tunnels", tunnelsMax, "1 or more");
    Check.argument(!keepAlive.isNegative(), "connections.idle", keepAlive, "0 or more");
  }

  /** Others that are like these but for what is said. */
  public UpstreamOptionsBuilder but() {
    return new UpstreamOptionsBuilder(this);
  }

  private static void positive(String name, Duration value) {
    Check.argument(!value.isNegative() && !value.isZero(), name, value, "more than 0");
  }
}
