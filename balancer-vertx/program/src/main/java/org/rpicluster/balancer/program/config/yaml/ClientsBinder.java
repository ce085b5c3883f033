package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.program.config.ConfigurationRows;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.ClientHeader;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.memory.HeapBudget;
import org.rpicluster.balancer.vertx.settings.ClientLimitRows;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeoutRows;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * Binds what is said about clients: {@code trustedProxies}, {@code requestId}, {@code limits} and
 * {@code timeouts}. Stateless.
 */
final class ClientsBinder {

  private static final Keys LIMITS = Rows.keys(ClientLimitRows.ALL);
  private static final Keys TIMEOUTS = Rows.keys(ClientTimeoutRows.ALL);

  private static final Keys HEADER = Keys.of("name", "external", "proxies");
  private static final String FIELD = "the name of a field such as X-Real-Client, or a map";
  private static final String PROXIES = "the name of a field such as X-Forwarded-By";
  private static final Keys PATHS = Rows.keys(ConfigurationRows.PATHS);

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
    PathRules paths =
        root.find("paths")
            .flatMap(value -> value.map(PATHS))
            .map(map -> Rows.bind(map, ConfigurationRows.PATHS, PathRules.AS_WRITTEN))
            .orElse(PathRules.AS_WRITTEN);
    return new ClientSettings(
        trusted, requestId, limits, timeouts, paths, clientHeader(root, !trusted.isEmpty()));
  }

  /** A name, or a map; without proxies it would be any client's to write. */
  private static Optional<ClientHeader> clientHeader(YamlMap root, boolean isTrusting) {
    Optional<YamlValue> value = root.find("clientHeader");
    if (value.isPresent() && !isTrusting) {
      return value.get().wrong("left out without trustedProxies");
    }
    return value.flatMap(
        v ->
            v.isText()
                ? header(v, List.of(), Optional.empty())
                : v.map(HEADER).flatMap(ClientsBinder::header));
  }

  private static Optional<ClientHeader> header(YamlMap map) {
    List<String> external = map.find("external").map(AddressesBinder::bind).orElse(List.of());
    Optional<String> proxies = map.find("proxies").flatMap(v -> v.text(PROXIES));
    return map.require("name", FIELD).flatMap(name -> header(name, external, proxies));
  }

  private static Optional<ClientHeader> header(
      YamlValue name, List<String> external, Optional<String> proxies) {
    return name.text(FIELD)
        .flatMap(
            text -> name.made(() -> new ClientHeader(text, AddressList.of(external), proxies)));
  }

  private static ClientLimits limits(YamlMap map, int each) {
    ClientLimits limits = Rows.bind(map, ClientLimitRows.ALL, ClientLimits.DEFAULT);
    map.find("connections")
        .filter(value -> limits.connections().isPresent())
        .ifPresent(value -> requireFitting(value, limits.connections().getAsInt(), each));
    return limits;
  }

  private static void requireFitting(YamlValue value, int connections, int each) {
    long shareBytes = HeapBudget.here().shareBytes();
    value.made(() -> ClientLimits.requireFitting(connections, each, shareBytes));
  }

  private static ClientTimeouts timeouts(YamlMap map) {
    return Rows.bind(map, ClientTimeoutRows.ALL, ClientTimeouts.DEFAULT);
  }
}
