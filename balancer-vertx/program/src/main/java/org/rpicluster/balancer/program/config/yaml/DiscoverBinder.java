package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.program.config.DiscoveryBounds;
import org.rpicluster.balancer.program.config.DiscoveryKind;
import org.rpicluster.balancer.program.config.DiscoveryRows;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.config.PortRange;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/** Binds {@code discover} of a cluster. For one thread and one source each. */
final class DiscoverBinder {

  private static final Keys KEYS = Rows.keys(DiscoveryRows.KEYS);

  private static final String LIST = "a list of maps, each with one of " + kinds();

  private final YamlValue value;
  private final YamlMap map;

  private DiscoverBinder(YamlValue value, YamlMap map) {
    this.value = value;
    this.map = map;
  }

  private static String kinds() {
    return String.join(
        ", ", Arrays.stream(DiscoveryKind.values()).map(DiscoveryKind::word).toList());
  }

  static List<DiscoverySettings> bind(YamlMap cluster) {
    List<DiscoverySettings> sources = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<YamlValue> items = cluster.find("discover").map(v -> v.list(LIST)).orElse(List.of());
    for (YamlValue item : items) {
      item.map(KEYS)
          .flatMap(map -> new DiscoverBinder(item, map).source())
          .ifPresent(
              source -> {
                sources.add(source);
                if (!names.add(source.name())) {
                  item.wrong(source.name() + " twice", "each source once in a cluster");
                }
              });
    }
    return sources;
  }

  private Optional<DiscoverySettings> source() {
    List<DiscoveryKind> kinds =
        Arrays.stream(DiscoveryKind.values())
            .filter(kind -> map.find(kind.word()).isPresent())
            .toList();
    if (kinds.size() != 1) {
      return value.wrong(kinds.isEmpty() ? "no source" : "more than one", "one of " + kinds());
    }
    DiscoveryKind kind = kinds.get(0);
    kind.foreign()
        .forEach(key -> map.find(key).ifPresent(v -> v.wrong("left out with " + kind.word())));
    Optional<String> where = where(kind, map.find(kind.word()).get());
    Optional<List<String>> allow =
        map.require("allow", "a list of addresses such as 192.168.0.0/24")
            .flatMap(AddressesBinder::whole);
    List<PortRange> ports = ports();
    int port = Rows.alone(map, DiscoveryRows.PORT, 0);
    Scheme scheme = Rows.alone(map, DiscoveryRows.SCHEME, Scheme.HTTP);
    List<ListenAddress> servers = servers();
    String local =
        map.find("interface").flatMap(v -> v.text("the name of an interface")).orElse("");
    DiscoveryBounds bounds = Rows.bind(map, DiscoveryRows.BOUNDS, DiscoveryBounds.DEFAULT);
    return where.flatMap(
        at ->
            allow.map(
                blocks ->
                    new DiscoverySettings(
                        kind,
                        at,
                        AddressList.of(blocks),
                        ports,
                        port,
                        scheme,
                        servers,
                        local,
                        bounds)));
  }

  private static Optional<String> where(DiscoveryKind kind, YamlValue at) {
    return switch (kind) {
      case DNS -> at.text(DiscoverySettings.NAME, DiscoverySettings::requireName);
      case FILE -> at.file("a file name").map(Object::toString);
      case MDNS -> at.text(DiscoverySettings.SERVICE, DiscoverySettings::requireService);
      case HEARTBEAT -> at.text(DiscoverySettings.DATAGRAMS, DiscoverySettings::requireAddress);
    };
  }

  private List<PortRange> ports() {
    List<PortRange> ports = new ArrayList<>();
    map.find("ports").map(v -> v.list("a list of ports")).orElse(List.of()).stream()
        .flatMap(
            v -> v.text(PortRange.EXPECTED).flatMap(t -> v.made(() -> PortRange.parse(t))).stream())
        .forEach(ports::add);
    return ports;
  }

  private List<ListenAddress> servers() {
    List<ListenAddress> servers = new ArrayList<>();
    map.find("servers").map(v -> v.list("a list of host:port")).orElse(List.of()).stream()
        .flatMap(
            v -> v.text(DiscoverySettings.SERVER).flatMap(t -> v.made(() -> server(t))).stream())
        .forEach(servers::add);
    return servers;
  }

  private static ListenAddress server(String text) {
    ListenAddress server = ListenAddress.parse(DiscoverySettings.requireAddress(text));
    Check.argument(server.port() > 0, "servers", text, DiscoverySettings.SERVER);
    return server;
  }
}
