package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.vertx.memory.HeapBudget;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * Binds what is said about clients: {@code trustedProxies}, {@code requestId}, {@code limits} and
 * {@code timeouts}. Stateless.
 */
final class ClientsBinder {

  private static final Keys LIMITS =
      Keys.of("connections", "requestLine", "headers", "headerCount", "body", "streams");
  private static final Keys TIMEOUTS = Keys.of("handshake", "head", "body", "idle");

  /** More than file descriptors allow on any machine that this is for. */
  private static final int CONNECTIONS_MOST = 1_000_000;

  /** Each connection may hold this much: a megabyte is beyond all reason. */
  private static final int HEAD_MOST = 1 << 20;

  private static final int HEAD_LEAST = 256;
  private static final int COUNT_MOST = 10_000;

  /** More would be waited for in the client, and here remembered one by one. */
  private static final int STREAMS_MOST = 100;

  private ClientsBinder() {}

  /**
   * Binds it.
   *
   * @param listen decides what a connection costs
   */
  static ClientSettings bind(YamlMap root, List<ListenerSettings> listen) {
    List<String> trusted = root.find("trustedProxies").map(AddressesBinder::bind).orElse(List.of());
    Optional<String> requestId =
        root.find("requestId")
            .flatMap(
                value ->
                    value
                        .text("the name of a field such as X-Request-Id")
                        .flatMap(name -> value.made(() -> ClientSettings.requireField(name))));
    ClientLimits limits =
        root.find("limits")
            .flatMap(value -> value.map(LIMITS))
            .map(map -> limits(map, ConnectionCost.leastOf(listen)))
            .orElse(ClientLimits.DEFAULT);
    ClientTimeouts timeouts =
        root.find("timeouts")
            .flatMap(value -> value.map(TIMEOUTS))
            .map(ClientsBinder::timeouts)
            .orElse(ClientTimeouts.DEFAULT);
    return new ClientSettings(trusted, requestId, limits, timeouts);
  }

  private static ClientLimits limits(YamlMap map, int each) {
    ClientLimits unless = ClientLimits.DEFAULT;
    OptionalInt connections =
        map.find("connections")
            .filter(value -> !value.is("auto"))
            .flatMap(
                value -> value.whole(1, CONNECTIONS_MOST).flatMap(n -> fitting(value, n, each)))
            .map(OptionalInt::of)
            .orElse(unless.connections());
    OptionalLong body =
        map.find("body")
            .filter(value -> !value.is("none"))
            .flatMap(value -> value.size(0, Long.MAX_VALUE))
            .map(OptionalLong::of)
            .orElse(unless.bodyBytes());
    return new ClientLimits(
        connections,
        head(map, "requestLine").orElse(unless.requestLineBytes()),
        head(map, "headers").orElse(unless.headerBytes()),
        count(map, "headerCount").orElse(unless.headerCount()),
        body,
        map.find("streams").flatMap(v -> v.whole(1, STREAMS_MOST)).orElse(unless.streams()));
  }

  private static Optional<Integer> fitting(YamlValue value, int connections, int each) {
    long shareBytes = HeapBudget.here().shareBytes();
    return value.made(() -> ClientLimits.requireFitting(connections, each, shareBytes));
  }

  private static Optional<Integer> head(YamlMap map, String key) {
    return map.find(key).flatMap(v -> v.size(HEAD_LEAST, HEAD_MOST)).map(Long::intValue);
  }

  private static Optional<Integer> count(YamlMap map, String key) {
    return map.find(key).flatMap(v -> v.whole(1, COUNT_MOST));
  }

  private static ClientTimeouts timeouts(YamlMap map) {
    ClientTimeouts unless = ClientTimeouts.DEFAULT;
    return new ClientTimeouts(
        map.find("handshake").flatMap(YamlValue::positiveDuration).orElse(unless.handshake()),
        map.find("head").flatMap(YamlValue::positiveDuration).orElse(unless.head()),
        map.find("body").flatMap(YamlValue::positiveDuration).orElse(unless.body()),
        map.find("idle").flatMap(YamlValue::positiveDuration).orElse(unless.idle()));
  }
}
