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
          ClientTimeouts::handshake,
          "from the connection to the end of the handshake of TLS");

  private static final Setting<ClientTimeouts, Duration> HEAD =
      new Setting<>(
          "head",
          ValueTypes.positiveDuration(),
          "10s",
          ClientTimeouts::head,
          ClientTimeouts::head,
          "until a request's head is whole");

  private static final Setting<ClientTimeouts, Duration> BODY =
      new Setting<>(
          "body",
          ValueTypes.positiveDuration(),
          "60s",
          ClientTimeouts::body,
          ClientTimeouts::body,
          "the longest silence of a client");

  private static final Setting<ClientTimeouts, Duration> IDLE =
      new Setting<>(
          "idle",
          ValueTypes.positiveDuration(),
          "75s",
          ClientTimeouts::idle,
          ClientTimeouts::idle,
          "from one request to the next");

  /** All of them. */
  public static final List<Setting<ClientTimeouts, ?>> ALL = List.of(HANDSHAKE, HEAD, BODY, IDLE);

  private ClientTimeoutRows() {}
}
