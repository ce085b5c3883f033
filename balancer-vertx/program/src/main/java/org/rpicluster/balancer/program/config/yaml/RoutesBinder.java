package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.EarlierRoutes;
import org.rpicluster.balancer.program.config.RouteSettings;

/** Binds {@code routes}. For one thread and one file. */
final class RoutesBinder {

  private static final String ROUTES = "a list of one or more routes";

  private final RouteBinder routeBinder;
  private final List<RouteSettings> bound = new ArrayList<>();
  private final EarlierRoutes earlier = new EarlierRoutes();

  private RoutesBinder(Set<String> clusters, Set<String> listeners) {
    routeBinder = new RouteBinder(clusters, listeners);
  }

  static List<RouteSettings> bind(YamlMap root, Set<String> clusters, Set<String> listeners) {
    RoutesBinder binder = new RoutesBinder(clusters, listeners);
    root.require("routes", ROUTES).map(v -> v.list(ROUTES)).orElse(List.of()).forEach(binder::add);
    return List.copyOf(binder.bound);
  }

  private void add(YamlValue item) {
    Optional<RouteSettings> route = routeBinder.bind(item);
    route.ifPresent(
        added -> {
          earlier.hiding(added.match()).ifPresent(hides -> reportHidden(item, added, hides));
          earlier.add(added, item.line());
          bound.add(added);
        });
  }

  private static void reportHidden(
      YamlValue item, RouteSettings route, EarlierRoutes.Earlier hides) {
    item.wrong(
        route.match() + " is never reached",
        "before the route " + hides.route().match() + " of line " + hides.line());
  }
}
