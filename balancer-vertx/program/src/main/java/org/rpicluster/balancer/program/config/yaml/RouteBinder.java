package org.rpicluster.balancer.program.config.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.ErrorPageSettings;
import org.rpicluster.balancer.program.config.RewriteMapSettings;
import org.rpicluster.balancer.program.config.RouteRows;
import org.rpicluster.balancer.program.config.RouteRows.RouteTarget;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.program.config.RouteSettings.ToFiles;
import org.rpicluster.balancer.program.config.RouteSettings.ToManager;
import org.rpicluster.balancer.program.config.RouteSettings.ToRedirect;
import org.rpicluster.balancer.program.config.RouteSettings.ToResponse;
import org.rpicluster.balancer.program.config.RouteSettings.ToRules;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Binds one route, to a cluster or to what answers here. Any thread. */
final class RouteBinder {

  private static final Keys ANY = Rows.keys(RouteRows.all());
  private static final Keys REWRITTEN = Keys.of("files", "respond");
  private static final Keys MANAGER = Rows.keys(RouteRows.MANAGER);

  private static final String NAMES = "a name, or a list of them";

  /** What a route may lead to in the place of a cluster. */
  private static final List<RouteTarget> INSTEAD =
      Arrays.stream(RouteTarget.values()).filter(to -> to != RouteTarget.CLUSTER).toList();

  private static final String CLUSTER =
      INSTEAD.stream()
          .map(RouteTarget::key)
          .collect(Collectors.joining(", ", "the name of a cluster, or ", ""));

  private final Set<String> clusters;
  private final Set<String> listeners;

  /** For a file that names these. */
  RouteBinder(Set<String> clusters, Set<String> listeners) {
    this.clusters = clusters;
    this.listeners = listeners;
  }

  Optional<RouteSettings> bind(YamlValue item) {
    RouteTarget target =
        INSTEAD.stream()
            .filter(to -> item.hasKey(to.key()))
            .findFirst()
            .orElse(RouteTarget.CLUSTER);
    Keys keys = item.hasKey(target.key()) ? Rows.keys(target.rows()) : ANY;
    return item.map(keys).flatMap(map -> guarded(target, map));
  }

  private Optional<RouteSettings> guarded(RouteTarget target, YamlMap map) {
    Optional<Requirement> requirement = AccessBinder.bind(map);
    // One with an error in it must not become a route for everyone.
    return to(target, map).flatMap(route -> requirement.map(route::guarded));
  }

  private Optional<RouteSettings> to(RouteTarget target, YamlMap map) {
    return switch (target) {
      case CLUSTER -> toCluster(map);
      case MANAGER -> toManager(map);
      case REDIRECT -> toRedirect(map);
      case RESPOND -> toResponse(map);
      case FILES -> toFiles(map);
      case REWRITE -> toRules(map);
    };
  }

  private Optional<RouteSettings> toRules(YamlMap map) {
    Map<Integer, ErrorPageSettings> errorPages = ErrorPagesBinder.bind(map);
    Optional<Match> match = MatchBinder.bind(map, listeners);
    Optional<YamlValue> rewrite = map.find("rewrite");
    List<RewriteRule> rules = rewrite.map(v -> RewriteBinder.bind(v, clusters)).orElse(List.of());
    Optional<YamlValue> changed = map.find("rewritten");
    Optional<RouteSettings> answer = match.flatMap(m -> changed.flatMap(v -> answer(m, v)));
    Optional<RewriteSection> section = LookupBinder.section(map);
    Optional<Map<String, RewriteMapSettings>> maps = LookupBinder.maps(map);
    FieldChanges toClient = FieldChangesBinder.ofAnswers(map);
    return match
        .filter(m -> !rules.isEmpty() && changed.isPresent() == answer.isPresent())
        .filter(m -> section.isPresent() && maps.isPresent())
        .flatMap(
            m ->
                rewrite
                    .get()
                    .made(
                        () ->
                            new ToRules(
                                m,
                                rules,
                                section.get(),
                                maps.get(),
                                answer,
                                errorPages,
                                toClient)));
  }

  /** Of the match that it stands in. */
  private static Optional<RouteSettings> answer(Match match, YamlValue value) {
    Optional<YamlMap> map = value.map(REWRITTEN);
    Optional<YamlValue> files = map.flatMap(m -> m.find("files"));
    return files.isPresent()
        ? files.flatMap(each -> toFiles(match, each, Map.of(), FieldChanges.NONE))
        : map.flatMap(m -> m.require("respond", "files or respond"))
            .flatMap(ResponseBinder::bind)
            .map(a -> new ToResponse(match, a));
  }

  private Optional<RouteSettings> toRedirect(YamlMap map) {
    Optional<Redirect> redirect = map.find("redirect").flatMap(RedirectBinder::bind);
    FieldChanges toClient = FieldChangesBinder.ofAnswers(map);
    return MatchBinder.bind(map, listeners)
        .flatMap(m -> redirect.map(r -> new ToRedirect(m, r, toClient)));
  }

  private Optional<RouteSettings> toResponse(YamlMap map) {
    Map<Integer, ErrorPageSettings> errorPages = ErrorPagesBinder.bind(map);
    Optional<Match> match = MatchBinder.bind(map, listeners);
    Optional<FixedResponse> answer = map.find("respond").flatMap(ResponseBinder::bind);
    FieldChanges toClient = FieldChangesBinder.ofAnswers(map);
    return match.flatMap(m -> answer.map(a -> new ToResponse(m, a, errorPages, toClient)));
  }

  private Optional<RouteSettings> toFiles(YamlMap map) {
    Map<Integer, ErrorPageSettings> errorPages = ErrorPagesBinder.bind(map);
    FieldChanges toClient = FieldChangesBinder.ofAnswers(map);
    Optional<Match> match = MatchBinder.bind(map, listeners);
    return map.find("files")
        .flatMap(value -> match.flatMap(m -> toFiles(m, value, errorPages, toClient)));
  }

  private static Optional<RouteSettings> toFiles(
      Match match,
      YamlValue value,
      Map<Integer, ErrorPageSettings> errorPages,
      FieldChanges toClient) {
    return FilesBinder.bind(value)
        .flatMap(files -> value.made(() -> new ToFiles(match, files, errorPages, toClient)));
  }

  private Optional<RouteSettings> toCluster(YamlMap map) {
    Optional<Match> match = MatchBinder.bind(map, listeners);
    Optional<String> cluster =
        map.require("cluster", CLUSTER)
            .flatMap(value -> value.text(known()).flatMap(name -> existing(value, name)));
    Map<Integer, ErrorPageSettings> errorPages = ErrorPagesBinder.bind(map);
    Rewriting rewriting = RewritingBinder.bind(map);
    boolean isGroup = rewriting.paths().to().startsWith("$") && map.find("pattern").isEmpty();
    if (isGroup) {
      map.find("to").ifPresent(to -> to.wrong("a path that begins with /"));
    }
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
    ToManager bound =
        Rows.bind(
            manager.flatMap(m -> m.find("readOnly")),
            RouteRows.READ_ONLY,
            ToManager.of(Match.of("/"), allow));
    List<String> readers =
        manager.flatMap(m -> m.find("readers")).map(v -> readers(map, v)).orElse(List.of());
    FieldChanges toClient = FieldChangesBinder.ofAnswers(map);
    return match.map(m -> new ToManager(m, allow, hosts, bound.readOnly(), readers, toClient));
  }

  /** Where no client is asked for a name, every client would be taken for another user. */
  private static List<String> readers(YamlMap map, YamlValue value) {
    boolean isAsked = map.find("users").isPresent() || map.find("access").isPresent();
    if (!isAsked) {
      value.wrong("`users` beside `manager`, which say who they are");
    }
    return value.isText()
        ? value.text(NAMES).stream().toList()
        : value.list(NAMES).stream().flatMap(item -> item.text(NAMES).stream()).toList();
  }
}
