package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.routing.Hosts;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Prefix;

/** Binds {@code path}, {@code host} and {@code except} of a route. Stateless. */
final class MatchBinder {

  private static final String PATH = "a path that begins with /";
  private static final String PATTERN = "a regular expression";
  private static final String HOST = "a host name, or a list of them";
  private static final String EXCEPT = "a path below the route's, or a list of them";

  private MatchBinder() {}

  static Optional<Match> bind(YamlMap map) {
    // Hosts alone are a good route, to everything they serve; nothing at all is a mistake.
    boolean isSaid = map.find("host").isPresent() || map.find("pattern").isPresent();
    Optional<String> path =
        isSaid && map.find("path").isEmpty()
            ? Optional.of("/")
            : map.require("path", PATH)
                .flatMap(value -> value.text(PATH, p -> Prefix.read("path", p)));
    List<String> hosts = hosts(map, "host");
    boolean hostless = map.find("host").isPresent() && hosts.isEmpty();
    Optional<Regex> pattern = pattern(map);
    boolean isEverywhere = map.find("pattern").isPresent() && pattern.isEmpty();
    return path.flatMap(p -> excepting(map, new Match(new Hosts(hosts), p, List.of())))
        .map(match -> pattern.map(match::where).orElse(match))
        // A host or a pattern with an error must not become a route for everything.
        .filter(any -> !hostless && !isEverywhere);
  }

  private static Optional<Regex> pattern(YamlMap map) {
    return map.find("pattern")
        .flatMap(v -> v.text(PATTERN).flatMap(t -> v.made(() -> Regex.of("pattern", t))));
  }

  /** The same at the listeners that a route names, of these. */
  static Optional<Match> bind(YamlMap map, Set<String> listeners) {
    List<String> names = texts(map, "listener", known(listeners), name -> known(name, listeners));
    boolean isNowhere = map.find("listener").isPresent() && names.isEmpty();
    // One with an error must not become a route at every listener.
    return bind(map).filter(any -> !isNowhere).map(match -> match.at(names));
  }

  private static String known(String name, Set<String> listeners) {
    Check.argument(listeners.contains(name), "listener", name, known(listeners));
    return name;
  }

  private static String known(Set<String> listeners) {
    return listeners.isEmpty()
        ? "a name that listen gives: {address: …, name: …}"
        : String.join(", ", listeners);
  }

  /** Names of hosts, one or a list. */
  static List<String> hosts(YamlMap map, String key) {
    return texts(map, key, HOST, Hosts::requireName);
  }

  private static Optional<Match> excepting(YamlMap map, Match match) {
    List<String> except = texts(map, "except", EXCEPT, path -> below(match, path));
    return Optional.of(new Match(match.hosts(), match.path(), except));
  }

  private static String below(Match match, String written) {
    String path = Prefix.read("except", written);
    new Match(match.hosts(), match.path(), List.of(path));
    return path;
  }

  private static List<String> texts(
      YamlMap map, String key, String expected, UnaryOperator<String> checked) {
    List<YamlValue> items =
        map.find(key)
            .map(value -> value.isText() ? List.of(value) : value.list(expected))
            .orElse(List.of());
    return items.stream().flatMap(item -> item.text(expected, checked).stream()).toList();
  }
}
