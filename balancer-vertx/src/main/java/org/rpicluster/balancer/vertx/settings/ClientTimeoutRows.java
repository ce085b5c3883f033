package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;

/** The table's rows of {@link ClientTimeouts}: how long a client may take. Immutable. */
public final class ClientTimeoutRows {

  private static final Setting<ClientTimeouts, Duration> HANDSHAKE =
      new Setting<>(
          "handshake",
          ValueTypes.positiveDuration(),
          "10s",
          ClientTimeouts::handshake,
          (o, v) -> new ClientTimeouts(v, o.head(), o.body(), o.idle()),
          "from the connection to the end of the handshake of TLS");

  private static final Setting<ClientTimeouts, Duration> HEAD =
      new Setting<>(
          "head",
          ValueTypes.positiveDuration(),
          "10s",
          ClientTimeouts::head,
          (o, v) -> new ClientTimeouts(o.handshake(), v, o.body(), o.idle()),
          "until a request's head is whole");

  private static final Setting<ClientTimeouts, Duration> BODY =
      new Setting<>(
          "body",
          ValueTypes.positiveDuration(),
          "60s",
          ClientTimeouts::body,
          (o, v) -> new ClientTimeouts(o.handshake(), o.head(), v, o.idle()),
          "the longest silence of a client");

  private static final Setting<ClientTimeouts, Duration> IDLE =
      new Setting<>(
          "idle",
          ValueTypes.positiveDuration(),
          "75s",
          ClientTimeouts::idle,
          (o, v) -> new ClientTimeouts(o.handshake(), o.head(), o.body(), v),
          "from one request to the next");

  /** All of them. */
  public static final List<Setting<ClientTimeouts, ?>> ALL = List.of(HANDSHAKE, HEAD, BODY, IDLE);

  private ClientTimeoutRows() {}
}
