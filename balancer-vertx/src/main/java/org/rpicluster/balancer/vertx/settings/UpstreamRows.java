package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The table's rows of {@link UpstreamOptions}: how long members may take, and how many connections
 * they get. Immutable.
 */
public final class UpstreamRows {

  /** More than there are ports for them. */
  private static final ValueType<Integer> NUMBER = ValueTypes.whole(1, 65_535);

  private static final Setting<UpstreamOptions, Duration> TIMEOUTS_CONNECT =
      new Setting<>(
          "connect",
          ValueTypes.positiveDuration(),
          "2s",
          UpstreamOptions::connectTimeout,
          (o, v) -> o.but().connectTimeout(v).build(),
          "until a connection stands");

  private static final Setting<UpstreamOptions, Duration> TIMEOUTS_FIRST_BYTE =
      new Setting<>(
          "firstByte",
          ValueTypes.positiveDuration(),
          "60s",
          UpstreamOptions::firstByteTimeout,
          (o, v) -> o.but().firstByteTimeout(v).build(),
          "from the request sent to the head of the answer");

  private static final Setting<UpstreamOptions, Duration> TIMEOUTS_IDLE =
      new Setting<>(
          "idle",
          ValueTypes.positiveDuration(),
          "60s",
          UpstreamOptions::idleTimeout,
          (o, v) -> o.but().idleTimeout(v).build(),
          "the longest silence within a body, either way");

  private static final Setting<UpstreamOptions, Duration> TIMEOUTS_ACQUIRE =
      new Setting<>(
          "acquire",
          ValueTypes.positiveDuration(),
          "5s",
          UpstreamOptions::acquireTimeout,
          (o, v) -> o.but().acquireTimeout(v).build(),
          "the longest wait for a connection");

  private static final Setting<UpstreamOptions, Duration> TIMEOUTS_TUNNEL =
      new Setting<>(
          "tunnel",
          ValueTypes.positiveDuration(),
          "1h",
          UpstreamOptions::tunnelTimeout,
          (o, v) -> o.but().tunnelTimeout(v).build(),
          "the longest silence of a WebSocket, both ways");

  private static final Setting<UpstreamOptions, Integer> CONNECTIONS_MAX =
      new Setting<>(
          "max",
          NUMBER,
          "256",
          UpstreamOptions::connectionsMax,
          (o, v) -> o.but().connectionsMax(v).build(),
          "connections at one time, over all event loops");

  private static final Setting<UpstreamOptions, Integer> CONNECTIONS_TUNNELS =
      new Setting<>(
          "tunnels",
          NUMBER,
          "16384",
          UpstreamOptions::tunnelsMax,
          (o, v) -> o.but().tunnelsMax(v).build(),
          "connections that have become WebSockets");

  private static final Setting<UpstreamOptions, Duration> CONNECTIONS_IDLE =
      new Setting<>(
          "idle",
          ValueTypes.duration(),
          "30s",
          UpstreamOptions::keepAlive,
          (o, v) -> o.but().keepAlive(v).build(),
          "how long an unused one is kept");

  /** How long a member may take. */
  public static final List<Setting<UpstreamOptions, ?>> TIMEOUTS =
      List.of(
          TIMEOUTS_CONNECT, TIMEOUTS_FIRST_BYTE, TIMEOUTS_IDLE, TIMEOUTS_ACQUIRE, TIMEOUTS_TUNNEL);

  /** The connections to each member. */
  public static final List<Setting<UpstreamOptions, ?>> CONNECTIONS =
      List.of(CONNECTIONS_MAX, CONNECTIONS_TUNNELS, CONNECTIONS_IDLE);

  private UpstreamRows() {}
}
