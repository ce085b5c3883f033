package org.rpicluster.balancer.vertx.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.vertx.config.RouteSettings;

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
          bound.stream()
              .filter(earlier -> earlier.route().covers(added))
              .findFirst()
              .ifPresent(earlier -> reportHidden(item, added, earlier));
          bound.add(new Bound(added, item.line()));
        });
  }

  private static void reportHidden(YamlValue item, RouteSettings route, Bound earlier) {
    item.wrong(
        route.path() + " is never reached",
        "before the route " + earlier.route().path() + " of line " + earlier.line());
  }
}
