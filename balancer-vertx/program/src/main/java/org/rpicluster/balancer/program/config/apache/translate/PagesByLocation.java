package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.ErrorPageSettings;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * Pages for errors by path: those of a server, and on top of them what {@code <Location>} says, in
 * the order of the file. A Location below the path of a route has a route of its own before it. For
 * one thread and one server. Apache's {@code ap_location_walk}.
 */
final class PagesByLocation {

  static final String KEY = "errordocument";

  private final Map<Integer, ErrorPageSettings> server;
  private final List<Within> locations = new ArrayList<>();

  /** What the lines of a Location make of the pages around it. */
  private record Within(String path, Consumer<Map<Integer, ErrorPageSettings>> lines) {}

  PagesByLocation(Map<Integer, ErrorPageSettings> server) {
    this.server = Map.copyOf(server);
  }

  /** Whether a section's lines are carried out. */
  static boolean isOne(Directive section) {
    String path = section.argument(0);
    return section.is("<location")
        && !UrlPath.isPattern(path)
        && UrlPath.isPrefix(path)
        && section.children().stream().anyMatch(line -> line.is(KEY));
  }

  void add(Directive section, Consumer<Map<Integer, ErrorPageSettings>> lines) {
    locations.add(new Within(section.argument(0), lines));
  }

  boolean isEmpty() {
    return server.isEmpty() && locations.isEmpty();
  }

  /** A route as those of the Locations in it, and of the rest. */
  Stream<RouteSettings> on(
      RouteSettings route,
      BiFunction<RouteSettings, Map<Integer, ErrorPageSettings>, RouteSettings> with) {
    if (route instanceof RouteSettings.Guarded guarded) {
      return on(guarded.route(), with).map(each -> each.guarded(guarded.requirement()));
    }
    String path = route.match().path();
    if (route instanceof RouteSettings.ToRules rules) {
      return apart(rules).map(each -> with.apply(each, at(each.match().path())));
    }
    Stream<RouteSettings> below =
        below(path).flatMap(point -> narrow(route, point).map(each -> with.apply(each, at(point))));
    return Stream.concat(below, Stream.of(with.apply(route, at(path))));
  }

  private Stream<String> below(String path) {
    return locations.stream()
        .map(Within::path)
        .distinct()
        .filter(point -> !point.equals(path) && UrlPath.isWithin(path, point))
        .sorted(Comparator.comparing(String::length).reversed());
  }

  /** Rules are asked once: none of these has what another has. */
  private Stream<RouteSettings.ToRules> apart(RouteSettings.ToRules rules) {
    Match match = rules.match();
    List<String> below = below(match.path()).toList();
    List<String> others =
        Stream.concat(match.except().stream(), below.stream().map(UrlPath::prefix)).toList();
    return below.isEmpty()
        ? Stream.of(rules)
        : Stream.concat(below.stream(), Stream.of(match.path()))
            .map(point -> at(narrow(match, point, others), rules));
  }

  private static RouteSettings.ToRules at(Match match, RouteSettings.ToRules rules) {
    return new RouteSettings.ToRules(
        match,
        rules.rules(),
        rules.section(),
        rules.maps(),
        rules.changed().map(PagesByLocation::placed),
        rules.errorPages(),
        rules.toClient());
  }

  /** Without those of other prefixes that are below it. */
  private static Match narrow(Match match, String path, List<String> others) {
    String plain = UrlPath.prefix(path);
    List<String> except =
        others.stream()
            .filter(other -> !other.equals(plain) && UrlPath.isWithin(plain, other))
            .distinct()
            .toList();
    return match.path(plain, except);
  }

  /** What is at its route's path stays there where that is a longer one. */
  private static RouteSettings placed(RouteSettings any) {
    return any instanceof RouteSettings.ToFiles files ? placed(files) : any;
  }

  private static RouteSettings.ToFiles placed(RouteSettings.ToFiles route) {
    FilesSettings files = route.files();
    return files.at().isEmpty()
        ? new RouteSettings.ToFiles(
            route.match(),
            files.at(route.match().writtenPath()),
            route.errorPages(),
            route.toClient())
        : route;
  }

  private Map<Integer, ErrorPageSettings> at(String path) {
    Map<Integer, ErrorPageSettings> pages = new HashMap<>(server);
    locations.stream()
        .filter(location -> UrlPath.isWithin(location.path(), path))
        .forEach(location -> location.lines().accept(pages));
    return pages;
  }

  /** The same for a longer path; what has no errors of its own, or goes on, has none. */
  private static Stream<RouteSettings> narrow(RouteSettings route, String path) {
    Match match = route.match();
    if (route instanceof RouteSettings.ToCluster to) {
      return Stream.of(LocationRoutes.below(to, path));
    }
    Match narrow = narrow(match, path, match.except());
    if (route instanceof RouteSettings.ToFiles to) {
      return Stream.of(
          new RouteSettings.ToFiles(narrow, placed(to).files(), to.errorPages(), to.toClient()));
    }
    return route instanceof RouteSettings.ToResponse to
        ? Stream.of(
            new RouteSettings.ToResponse(narrow, to.answer(), to.errorPages(), to.toClient()))
        : Stream.empty();
  }
}
