package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.program.config.apache.translate.PathValue.Held;
import org.rpicluster.balancer.vertx.routing.ConditionalRewriting;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PathRewriting;
import org.rpicluster.balancer.vertx.routing.ReplacedErrors;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/**
 * The routes of Locations that change the way to members: a Location below the path of a route has
 * a route of its own before it, if something else holds there; one that goes by an expression, and
 * a condition, is one of the route. For one thread and one server.
 */
final class LocationRoutes {

  private final PathValue<OptionalLong> bodies;
  private final PathValue<ReplacedErrors> errors;

  LocationRoutes(List<Server> servers, Fates fates) {
    bodies = new BodyLimits(fates).of(servers);
    errors = new ErrorOverrides(fates).of(servers);
  }

  List<RouteSettings> on(List<RouteSettings> routes) {
    return routes.stream().flatMap(this::on).toList();
  }

  private Stream<RouteSettings> on(RouteSettings any) {
    if (any instanceof RouteSettings.Guarded guarded) {
      return on(guarded.route()).map(route -> route.guarded(guarded.requirement()));
    }
    return any instanceof ToCluster route ? on(route) : Stream.of(any);
  }

  private Stream<RouteSettings> on(ToCluster route) {
    String path = route.match().path();
    List<RouteSettings> all = new ArrayList<>();
    Stream.concat(bodies.below(path), errors.below(path))
        .distinct()
        .filter(below -> !isSame(path, below))
        .sorted(Comparator.comparing(String::length).reversed())
        .forEach(below -> all.add(at(below, below(route, below))));
    all.add(at(path, route));
    return all.stream();
  }

  private boolean isSame(String one, String other) {
    return bodies.at(one).equals(bodies.at(other)) && errors.at(one).equals(errors.at(other));
  }

  private ToCluster at(String path, ToCluster route) {
    Held<OptionalLong> bytes = bodies.at(path);
    Held<ReplacedErrors> replaced = errors.at(path);
    List<ConditionalRewriting> some = new ArrayList<>();
    bytes
        .some()
        .forEach(
            when ->
                some.add(
                    new ConditionalRewriting(when.conditions(), when.value(), Optional.empty())));
    replaced
        .some()
        .forEach(
            when ->
                some.add(
                    new ConditionalRewriting(
                        when.conditions(), OptionalLong.empty(), Optional.of(when.value()))));
    Rewriting rewriting =
        route
            .rewriting()
            .bodyBytes(bytes.value())
            .replacedErrors(replaced.value())
            .conditional(some);
    return new ToCluster(route.match(), route.cluster(), rewriting, route.errorPages());
  }

  /** The same route for a longer path; what goes by an expression is the same for each. */
  static ToCluster below(ToCluster route, String path) {
    Match match = route.match();
    Match narrow = match.path(UrlPath.prefix(path), List.of());
    Rewriting rewriting =
        match.pattern().isPresent()
            ? route.rewriting()
            : deeper(route.rewriting(), path.substring(match.path().length()));
    return new ToCluster(narrow, route.cluster(), rewriting, route.errorPages());
  }

  /** What takes the place of the longer path. */
  private static Rewriting deeper(Rewriting rewriting, String rest) {
    Map<String, String> others = new TreeMap<>();
    PathRewriting paths = rewriting.paths();
    paths.toByMember().forEach((id, to) -> others.put(id, to + rest));
    String to = paths.to();
    if (to.isEmpty()) {
      return rewriting.paths(paths.toByMember(others));
    }
    boolean lacksSlash = !paths.literal() && !to.endsWith("/") && !rest.startsWith("/");
    String longer = UrlPath.joined(lacksSlash ? to + "/" : to, UrlPath.written(rest));
    return rewriting.paths(paths.to(longer).toByMember(others));
  }
}
