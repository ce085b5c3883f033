package org.rpicluster.balancer.program.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * The routes above one, to find out whether they leave anything to it. By host and path, so that a
 * file with many sites is read in linear time: O(labels of a host × segments of a path) for each
 * host. For one thread and one file.
 */
public final class EarlierRoutes {

  /** The key of routes for every host; no host is empty. */
  private static final String EVERY_HOST = "";

  /** More routes for one host and path, which differ in their exceptions, are not looked at. */
  private static final int ALIKE_MAX = 64;

  private final Map<String, Map<String, List<Earlier>>> byHostAndPath = new HashMap<>();

  /** None so far. */
  public EarlierRoutes() {}

  /**
   * A route, and where it stands.
   *
   * @param route the route
   * @param line counts those before it as well
   */
  public record Earlier(RouteSettings route, int line) {}

  /** Adds the next route; what rules leave, those below have. */
  public void add(RouteSettings route, int line) {
    if (route.unguarded() instanceof RouteSettings.ToRules) {
      return;
    }
    Match match = route.match();
    Earlier earlier = new Earlier(route, line);
    List<String> names = match.hosts().names();
    for (String name : names.isEmpty() ? List.of(EVERY_HOST) : names) {
      // A wildcard is known by what it is below: *.example.org by .example.org
      List<Earlier> alike =
          byHostAndPath
              .computeIfAbsent(
                  name.startsWith("*") ? name.substring(1) : name, any -> new HashMap<>())
              .computeIfAbsent(match.path(), any -> new ArrayList<>());
      if (alike.size() < ALIKE_MAX) {
        alike.add(earlier);
      }
    }
  }

  /** The first of those that leave nothing to another one, each of its hosts taken alone. */
  public Optional<Earlier> hiding(Match added) {
    List<String> names = added.hosts().names();
    Optional<Earlier> first = hiding(added, names.isEmpty() ? EVERY_HOST : names.get(0));
    for (int i = 1; i < names.size() && first.isPresent(); i++) {
      if (hiding(added, names.get(i)).isEmpty()) {
        return Optional.empty();
      }
    }
    return first;
  }

  private Optional<Earlier> hiding(Match added, String host) {
    Optional<Earlier> found = at(EVERY_HOST, added);
    if (!host.equals(EVERY_HOST)) {
      found = first(found, at(host, added));
      for (int dot = host.indexOf('.', 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
        found = first(found, at(host.substring(dot), added));
      }
    }
    return found;
  }

  private Optional<Earlier> at(String hostKey, Match added) {
    Map<String, List<Earlier>> byPath = byHostAndPath.getOrDefault(hostKey, Map.of());
    Optional<Earlier> found = Optional.empty();
    String path = added.path();
    for (int end = 1; end <= path.length() && !byPath.isEmpty(); end++) {
      boolean segment = path.charAt(end - 1) == '/';
      if (end == path.length() || segment || path.charAt(end) == '/') {
        found =
            first(
                found,
                byPath.getOrDefault(path.substring(0, end), List.of()).stream()
                    .filter(each -> each.route().match().coversPath(added))
                    .findFirst());
      }
    }
    return found;
  }

  private static Optional<Earlier> first(Optional<Earlier> one, Optional<Earlier> other) {
    boolean isFirst =
        one.isPresent() && (other.isEmpty() || one.get().line() <= other.get().line());
    return isFirst ? one : other;
  }
}
