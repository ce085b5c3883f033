package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.Locations.ManagerAt;
import org.rpicluster.balancer.program.config.apache.translate.Mapping.ToBalancer;
import org.rpicluster.balancer.program.config.apache.translate.SectionScope.RouteScope;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * The last stage: the mappings of one server as routes for its hosts, first match first, with an
 * answer for what nothing maps at their end, so that a request never falls through to another
 * server's. For one thread and one server.
 */
final class RouteMaker {

  private static final List<String> EVERY_ADDRESS = List.of("0.0.0.0/0", "::/0");
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Fates fates;
  private final Match all;
  private final Locations locations;
  private final RuledSections ruled;
  private final ServedFiles files;
  private final List<RouteSettings> routes = new ArrayList<>();
  private final TakenPaths taken = new TakenPaths();
  private final Set<ManagerAt> placed = new HashSet<>();
  private final Set<RedirectLine> reached = new HashSet<>();
  private List<RedirectLine> redirects = List.of();

  RouteMaker(Fates fates, Match all, Locations locations, RuledSections ruled, ServedFiles files) {
    this.fates = fates;
    this.all = all;
    this.locations = locations;
    this.ruled = ruled;
    this.files = files;
  }

  List<RouteSettings> make(
      List<RuleLine> rules,
      RewriteMaps maps,
      List<RedirectLine> sections,
      List<Mapping> mappings,
      List<RedirectLine> redirectLines,
      ForwardedRoutes.Clusters clusters) {
    redirects = redirectLines;
    ForwardedRoutes forwarded = new ForwardedRoutes(fates, locations, ruled, clusters);
    List<ManagerAt> managers = locations.managers();
    ruled.stopWhere(rules, files::place);
    rules(rules, new RuleMaker(fates, clusters, maps.files()));
    sections.forEach(line -> guarded(line, mappings));
    mappings.forEach(mapping -> map(mapping, forwarded, managers));
    redirects.forEach(line -> redirect(line, line.path()).ifPresent(routes::add));
    redirects.forEach(this::sayOf);
    managers.forEach(this::manager);
    if (!taken.has("/")) {
      routes.addAll(files.at(all, "/"));
    }
    return routes;
  }

  private void map(Mapping mapping, ForwardedRoutes forwarded, List<ManagerAt> managers) {
    if (isHidden(mapping.directive(), mapping.path())) {
      return;
    }
    if (mapping.target() instanceof ToBalancer to) {
      match(mapping).ifPresent(match -> routes.addAll(forwarded.to(mapping, to, match)));
    } else if (mapping.target() instanceof Mapping.Nowhere) {
      match(mapping).ifPresent(match -> routes.add(forwarded.nowhere(mapping, match)));
    } else if (mapping.pattern().isPresent()) {
      match(mapping).ifPresent(match -> routes.addAll(files.at(match, "/")));
    } else {
      noProxy(mapping, managers);
    }
    if (mapping.pattern().isEmpty()) {
      taken.put(mapping.path(), mapping.directive());
    }
  }

  /** Rules come first; what they rewrite and do not pass on is a file's. */
  private void rules(List<RuleLine> rules, RuleMaker maker) {
    RouteSettings found =
        rules.stream().anyMatch(RuleLine::isOfFiles)
            ? files.here(all, "/")
            : RouteSettings.ToResponse.own(all, NOT_FOUND);
    // That nothing is there is for those who may come there, and rules do not know who that is.
    boolean isForAll = found.equals(found.unguarded());
    RouteSettings file = isForAll ? found : RouteSettings.ToResponse.own(all, FORBIDDEN);
    maker.make(all, rules, file).ifPresent(route -> routes.add(ruled(rules.get(0).line(), route)));
  }

  /** What rules forward, they forward for those who may come to the path that they are asked. */
  private RouteSettings ruled(Directive first, RouteSettings route) {
    boolean forwards =
        route instanceof RouteSettings.ToRules to && to.clusters().findAny().isPresent();
    return forwards
        ? route.guarded(locations.forwarded(first, new RouteScope("/", "", false)))
        : route;
  }

  private Optional<Match> match(Mapping mapping) {
    return match(mapping.directive(), mapping.path())
        .map(match -> mapping.pattern().map(match::where).orElse(match));
  }

  /** An earlier line has all of a path: what is behind it is never asked. */
  private boolean isHidden(Directive line, String path) {
    Optional<Directive> earlier = taken.over(path);
    earlier.ifPresent(by -> fates.warning(line, TakenPaths.never(line.shown() + " " + path, by)));
    return earlier.isPresent();
  }

  /**
   * What is not forwarded below a path: redirects, which come before access in httpd, managers, and
   * else an answer of this server's own.
   */
  private void noProxy(Mapping mapping, List<ManagerAt> managers) {
    for (RedirectLine line : redirects) {
      if (line.pattern().isEmpty() && UrlPath.isWithin(mapping.path(), line.path())) {
        redirect(line, line.path()).ifPresent(routes::add);
      } else if (UrlPath.isWithin(line.path(), mapping.path())) {
        redirect(line, mapping.path()).ifPresent(routes::add);
      }
    }
    for (ManagerAt manager : managers) {
      if (UrlPath.isWithin(mapping.path(), manager.path())
          || UrlPath.isWithin(manager.path(), mapping.path())) {
        manager(manager);
      }
    }
    if (!taken.has(mapping.path())) {
      match(mapping).ifPresent(match -> routes.addAll(files.at(match, mapping.path())));
    }
  }

  /** What a redirect has at a path, unless an earlier line has it. */
  private Optional<RouteSettings> redirect(RedirectLine line, String path) {
    if (taken.over(path).isPresent()) {
      return Optional.empty();
    }
    reached.add(line);
    if (line.hasAll()) {
      taken.put(path, line.line());
    }
    return match(line.line(), path).flatMap(match -> line.route(match, path, fates));
  }

  /** A Location's comes behind the question who may come there. */
  private void guarded(RedirectLine line, List<Mapping> mappings) {
    Requirement allowed = allowed(line, mappings);
    if (allowed.equals(Requirement.NOTHING)) {
      fates.noEffect(line.line(), "no client may come there: each gets 403");
    } else {
      redirect(line, line.path()).map(route -> route.guarded(allowed)).ifPresent(routes::add);
    }
  }

  private Requirement allowed(RedirectLine line, List<Mapping> mappings) {
    return mappings.stream()
        .filter(mapping -> mapping.pattern().isEmpty())
        .filter(mapping -> UrlPath.isWithin(mapping.path(), line.path()))
        .findFirst()
        .filter(mapping -> mapping.target() instanceof ToBalancer)
        .map(mapping -> locations.forwarded(line.line(), scope(mapping, line.path())))
        .orElseGet(() -> locations.here(line.path()));
  }

  private static RouteScope scope(Mapping mapping, String path) {
    return new RouteScope(path, mapping.url() + path.substring(mapping.path().length()), true);
  }

  private void sayOf(RedirectLine redirect) {
    Directive line = redirect.line();
    if (reached.contains(redirect)) {
      fates.translated(line);
      redirect.surprise().ifPresent(text -> fates.warning(line, line.shown() + ": " + text));
    } else if (!isHidden(line, redirect.path()) || redirect.isShared()) {
      fates.translated(line);
    } else {
      fates.noEffect(line, taken.why(redirect.path()));
    }
  }

  private void manager(ManagerAt manager) {
    if (!placed.add(manager)) {
      return;
    }
    files.place(manager.path()).ifPresent(place -> ruled.stopAtManager(manager.line(), place));
    if (isHidden(manager.line(), manager.path())) {
      fates.noEffect(manager.line(), taken.why(manager.path()));
      return;
    }
    match(manager.line(), manager.path())
        .ifPresent(
            match -> {
              routes.add(manager(manager, match));
              taken.put(manager.path(), manager.line());
              fates.translated(manager.line());
            });
  }

  /** Addresses are the manager's own; what else is asked guards its route. */
  private RouteSettings manager(ManagerAt manager, Match match) {
    Requirement allowed = manager.allowed();
    if (allowed.equals(Requirement.NOTHING)) {
      return RouteSettings.ToResponse.own(match, FORBIDDEN);
    }
    if (allowed.equals(Requirement.EVERYONE)) {
      fates.warning(manager.line(), "the manager is open to every client (expected: Require ip …)");
    }
    Optional<List<Cidr>> blocks = Requirements.blocks(allowed);
    List<String> allow =
        blocks.map(all -> all.stream().map(Cidr::toString).toList()).orElse(EVERY_ADDRESS);
    RouteSettings route = RouteSettings.ToManager.of(match, allow);
    return blocks.isPresent() ? route : route.guarded(allowed);
  }

  private Optional<Match> match(Directive line, String path) {
    try {
      return Optional.of(all.path(UrlPath.prefix(path), List.of()));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
