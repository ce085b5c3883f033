package org.rpicluster.balancer.program.config.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.program.config.RouteSettings.ToFiles;
import org.rpicluster.balancer.program.config.RouteSettings.ToManager;
import org.rpicluster.balancer.program.config.RouteSettings.ToRedirect;
import org.rpicluster.balancer.program.config.RouteSettings.ToResponse;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Binds one route, to a cluster or to what answers here. Any thread. */
final class RouteBinder {

  private static final Keys MATCH = Keys.of("path", "host", "except", "listener");
  private static final List<String> ERRORS = List.of("errorPages");
  private static final Keys TO_CLUSTER =
      MATCH.and(List.of("cluster")).and(RewritingBinder.KEYS).and(ERRORS);

  /** What a route leads to, besides a cluster. */
  private static final List<String> INSTEAD = List.of("manager", "redirect", "respond", "files");

  private static final Keys ANY = TO_CLUSTER.and(INSTEAD);
  private static final Keys MANAGER = Keys.of("allow", "hosts", "readOnly");

  private final Set<String> clusters;
  private final Set<String> listeners;

  /** For a file that names these. */
  RouteBinder(Set<String> clusters, Set<String> listeners) {
    this.clusters = clusters;
    this.listeners = listeners;
  }

  Optional<RouteSettings> bind(YamlValue item) {
    String target = INSTEAD.stream().filter(item::hasKey).findFirst().orElse("cluster");
    Keys keys = MATCH.and(List.of(target));
    return switch (target) {
      case "manager" -> item.map(keys).flatMap(this::toManager);
      case "redirect" -> item.map(keys).flatMap(this::toRedirect);
      case "respond" -> item.map(keys).flatMap(this::toResponse);
      case "files" -> item.map(keys.and(ERRORS)).flatMap(this::toFiles);
      default -> item.map(item.hasKey(target) ? TO_CLUSTER : ANY).flatMap(this::toCluster);
    };
  }

  private Optional<RouteSettings> toRedirect(YamlMap map) {
    Optional<Redirect> redirect = map.find("redirect").flatMap(RedirectBinder::bind);
    return MatchBinder.bind(map, listeners).flatMap(m -> redirect.map(r -> new ToRedirect(m, r)));
  }

  private Optional<RouteSettings> toResponse(YamlMap map) {
    Optional<Match> match = MatchBinder.bind(map, listeners);
    Optional<FixedResponse> answer = map.find("respond").flatMap(ResponseBinder::bind);
    return match.flatMap(m -> answer.map(a -> new ToResponse(m, a)));
  }

  private Optional<RouteSettings> toFiles(YamlMap map) {
    Map<Integer, Path> errorPages = ErrorPagesBinder.bind(map);
    Optional<Path> folder = map.find("files").flatMap(RouteBinder::folder);
    return MatchBinder.bind(map, listeners)
        .flatMap(m -> folder.map(f -> new ToFiles(m, f, errorPages)));
  }

  private static Optional<Path> folder(YamlValue value) {
    Optional<Path> folder = value.file("a folder");
    boolean isMissing = folder.isPresent() && !Files.isDirectory(folder.get());
    return isMissing ? value.wrong("a folder that is there") : folder;
  }

  private Optional<RouteSettings> toCluster(YamlMap map) {
    Optional<Match> match = MatchBinder.bind(map, listeners);
    Optional<String> cluster =
        map.require("cluster", "the name of a cluster, or " + String.join(", ", INSTEAD))
            .flatMap(value -> value.text(known()).flatMap(name -> existing(value, name)));
    Map<Integer, Path> errorPages = ErrorPagesBinder.bind(map);
    Rewriting rewriting = RewritingBinder.bind(map);
    return match.flatMap(m -> cluster.map(c -> new ToCluster(m, c, rewriting, errorPages)));
  }

  private Optional<String> existing(YamlValue value, String name) {
    return clusters.contains(name) ? Optional.of(name) : value.wrong(known());
  }

  private String known() {
    return clusters.isEmpty() ? "the name of a cluster" : String.join(", ", clusters);
  }

  private Optional<RouteSettings> toManager(YamlMap map) {
    Optional<Match> match = MatchBinder.bind(map, listeners);
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
