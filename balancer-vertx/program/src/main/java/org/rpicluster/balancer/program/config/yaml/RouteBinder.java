package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.RouteSettings.ToAnswer;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.program.config.RouteSettings.ToManager;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Binds one route: to a cluster, to the manager, or answered by a status. Any thread. */
final class RouteBinder {

  private static final Keys TO_CLUSTER =
      Keys.of("path", "host", "except", "cluster").and(RewritingBinder.KEYS);
  private static final Keys TO_MANAGER = Keys.of("path", "host", "except", "manager");
  private static final Keys TO_ANSWER = Keys.of("path", "host", "except", "respond");
  private static final Keys EITHER = TO_CLUSTER.and(List.of("manager", "respond"));
  private static final Keys MANAGER = Keys.of("allow", "hosts", "readOnly");

  private final Set<String> clusters;

  RouteBinder(Set<String> clusters) {
    this.clusters = clusters;
  }

  Optional<RouteSettings> bind(YamlValue item) {
    if (item.hasKey("manager")) {
      return item.map(TO_MANAGER).flatMap(this::toManager);
    }
    if (item.hasKey("respond")) {
      return item.map(TO_ANSWER).flatMap(this::toAnswer);
    }
    return item.map(item.hasKey("cluster") ? TO_CLUSTER : EITHER).flatMap(this::toCluster);
  }

  private Optional<RouteSettings> toCluster(YamlMap map) {
    Optional<Match> match = MatchBinder.bind(map);
    Optional<String> cluster =
        map.require("cluster", "the name of a cluster, or manager")
            .flatMap(value -> value.text(known()).flatMap(name -> existing(value, name)));
    Rewriting rewriting = RewritingBinder.bind(map);
    return match.flatMap(m -> cluster.map(c -> new ToCluster(m, c, rewriting)));
  }

  private Optional<RouteSettings> toAnswer(YamlMap map) {
    Optional<Match> match = MatchBinder.bind(map);
    Optional<Integer> status = map.find("respond").flatMap(value -> value.whole(400, 599));
    return match.flatMap(m -> status.map(s -> new ToAnswer(m, s)));
  }

  private Optional<String> existing(YamlValue value, String name) {
    return clusters.contains(name) ? Optional.of(name) : value.wrong(known());
  }

  private String known() {
    return clusters.isEmpty() ? "the name of a cluster" : String.join(", ", clusters);
  }

  private Optional<RouteSettings> toManager(YamlMap map) {
    Optional<Match> match = MatchBinder.bind(map);
    Optional<YamlMap> manager = map.find("manager").flatMap(value -> value.map(MANAGER));
    List<String> allow =
        manager
            .flatMap(m -> m.find("allow"))
            .map(AddressesBinder::bind)
            .orElse(ToManager.DEFAULT_ALLOW);
    List<String> hosts = manager.map(m -> MatchBinder.hosts(m, "hosts")).orElse(List.of());
    boolean readOnly =
        manager.flatMap(m -> m.find("readOnly")).flatMap(YamlValue::flag).orElse(false);
    return match.map(m -> new ToManager(m, allow, hosts, readOnly));
  }
}
