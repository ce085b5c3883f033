package org.rpicluster.balancer.vertx.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.vertx.config.RouteSettings;
import org.rpicluster.balancer.vertx.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.vertx.config.RouteSettings.ToManager;

/** Binds one route, to a cluster or to the manager. Any thread. */
final class RouteBinder {

  private static final Keys TO_CLUSTER = Keys.of("path", "cluster", "preserveHost", "reverse");
  private static final Keys TO_MANAGER = Keys.of("path", "manager");
  private static final Keys EITHER =
      Keys.of("path", "cluster", "preserveHost", "reverse", "manager");
  private static final Keys MANAGER = Keys.of("allow");
  private static final String PATH = "a path that begins with /";

  private final Set<String> clusters;

  RouteBinder(Set<String> clusters) {
    this.clusters = clusters;
  }

  Optional<RouteSettings> bind(YamlValue item) {
    if (item.hasKey("manager")) {
      return item.map(TO_MANAGER).flatMap(this::toManager);
    }
    return item.map(item.hasKey("cluster") ? TO_CLUSTER : EITHER).flatMap(this::toCluster);
  }

  private Optional<RouteSettings> toCluster(YamlMap map) {
    Optional<String> path = path(map);
    Optional<String> cluster =
        map.require("cluster", "the name of a cluster, or manager")
            .flatMap(value -> value.text(known()).flatMap(name -> existing(value, name)));
    boolean preserveHost = map.find("preserveHost").flatMap(YamlValue::flag).orElse(false);
    boolean reverse = map.find("reverse").flatMap(YamlValue::flag).orElse(true);
    return path.flatMap(p -> cluster.map(c -> new ToCluster(p, c, preserveHost, reverse)));
  }

  private Optional<String> existing(YamlValue value, String name) {
    return clusters.contains(name) ? Optional.of(name) : value.wrong(known());
  }

  private String known() {
    return clusters.isEmpty() ? "the name of a cluster" : String.join(", ", clusters);
  }

  private Optional<RouteSettings> toManager(YamlMap map) {
    Optional<String> path = path(map);
    List<String> allow =
        map.find("manager")
            .flatMap(value -> value.map(MANAGER))
            .flatMap(manager -> manager.find("allow"))
            .map(AddressesBinder::bind)
            .orElse(ToManager.DEFAULT_ALLOW);
    return path.map(p -> new ToManager(p, allow));
  }

  private static Optional<String> path(YamlMap map) {
    Optional<YamlValue> value = map.require("path", PATH);
    return value
        .flatMap(v -> v.text(PATH))
        .flatMap(path -> value.get().made(() -> RouteSettings.requirePath(path)));
  }
}
