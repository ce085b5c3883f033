package org.rpicluster.balancer.vertx.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.vertx.config.RouteSettings;
import org.rpicluster.balancer.vertx.route.Match;

/** Binds {@code routes}. For one thread and one file. */
final class RoutesBinder {

  private static final String ROUTES = "a list of one or more routes";

  private record Bound(RouteSettings route, int line) {}

  private final RouteBinder routeBinder;
  private final List<Bound> bound = new ArrayList<>();

  private RoutesBinder(Set<String> clusters) {
    routeBinder = new RouteBinder(clusters);
  }

  static List<RouteSettings> bind(YamlMap root, Set<String> clusters) {
    RoutesBinder binder = new RoutesBinder(clusters);
    root.require("routes", ROUTES).map(v -> v.list(ROUTES)).orElse(List.of()).forEach(binder::add);
    return binder.bound.stream().map(Bound::route).toList();
  }

  private void add(YamlValue item) {
    Optional<RouteSettings> route = routeBinder.bind(item);
    route.ifPresent(
        added -> {
          hiding(added.match()).ifPresent(earlier -> reportHidden(item, added, earlier));
          bound.add(new Bound(added, item.line()));
        });
  }

  /** The first of the earlier routes that leave nothing to a new one, each host taken alone. */
  private Optional<Bound> hiding(Match added) {
    List<Match> each = added.hosts().names().stream().map(added::at).toList();
    List<Optional<Bound>> hiding =
        (each.isEmpty() ? List.of(added) : each)
            .stream()
                .map(m -> bound.stream().filter(b -> b.route().match().covers(m)).findFirst())
                .toList();
    return hiding.stream().allMatch(Optional::isPresent) ? hiding.get(0) : Optional.empty();
  }

  private static void reportHidden(YamlValue item, RouteSettings route, Bound earlier) {
    item.wrong(
        route.match() + " is never reached",
        "before the route " + earlier.route().match() + " of line " + earlier.line());
  }
}
