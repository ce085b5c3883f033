package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.EarlierRoutes;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.report.Report;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.table.DirectiveTable;
import org.rpicluster.balancer.vertx.routing.Hosts;
import org.rpicluster.balancer.vertx.routing.Match;

/** Drives the stages of the translation. For one thread and one configuration. */
public final class Translator {

  private final DirectiveTable table;
  private final Fates fates;
  private final Path root;

  /**
   * A translator.
   *
   * @param root what relative names of files are relative to
   */
  public Translator(DirectiveTable table, Report report, Path root) {
    this.table = table;
    fates = new Fates(report, table);
    this.root = root;
  }

  /** The configuration that these directives mean; what is wrong with it is in the report. */
  public Configuration translate(List<Directive> directives) {
    new Placement(table, fates).check(directives);
    Servers servers = Servers.of(directives, fates);
    ServerNames names = new ServerNames(fates);
    ServerTranslator main =
        new ServerTranslator(servers.main(), servers.main(), fates, names, root, Optional.empty());
    main.read();
    ListenPlan plan = new ListenLines(servers, fates).read();
    List<RouteSettings> routes = new ArrayList<>();
    if (servers.hosts().isEmpty()) {
      names.hosts(servers.main());
      routes.addAll(main.routes(Match.of("/"), main));
    } else {
      hosts(servers, plan, names, main, routes);
    }
    Configuration made = configuration(servers, plan, main, reached(routes));
    fates.sayOfTheRest(directives);
    return made;
  }

  private Configuration configuration(
      Servers servers, ListenPlan plan, ServerTranslator main, List<RouteSettings> routes) {
    Set<String> used = routes.stream().flatMap(Translator::clusters).collect(Collectors.toSet());
    return new Configuration(
        plan.settings(),
        main.clusters().stream().filter(cluster -> used.contains(cluster.name())).toList(),
        routes,
        new LogLines(servers, plan, fates, root).read(),
        new ClientLines(servers, fates, root).read(),
        Optional.empty(),
        Configuration.DEFAULT_SHUTDOWN,
        new ErrorLogLines(servers, fates, root).read());
  }

  /** Without those of hosts whose names earlier hosts have with a wildcard. */
  private static List<RouteSettings> reached(List<RouteSettings> routes) {
    EarlierRoutes earlier = new EarlierRoutes();
    List<RouteSettings> reached = new ArrayList<>();
    for (RouteSettings route : routes) {
      if (earlier.hiding(route.match()).isEmpty()) {
        earlier.add(route, reached.size());
        reached.add(route);
      }
    }
    return reached;
  }

  private static Stream<String> clusters(RouteSettings any) {
    RouteSettings route = any.unguarded();
    if (route instanceof RouteSettings.ToRules to) {
      return to.clusters();
    }
    return route instanceof RouteSettings.ToCluster to ? Stream.of(to.cluster()) : Stream.empty();
  }

  private void hosts(
      Servers servers,
      ListenPlan plan,
      ServerNames names,
      ServerTranslator main,
      List<RouteSettings> routes) {
    Match everything = Match.of("/");
    main.routes(everything, main); // for what it says of their lines
    Map<Server, Named> known = new IdentityHashMap<>();
    for (Server host : servers.hosts()) {
      ServerTranslator translator =
          new ServerTranslator(servers.main(), host, fates, names, root, Optional.of(main));
      translator.read();
      SlashLines slashes = new SlashLines(servers);
      known.put(host, new Named(translator, names.hosts(host), host, slashes));
      if (plan.spots().stream().noneMatch(spot -> spot.has(host))) {
        translator.routes(everything, main); // the same
      }
    }
    for (ListenPlan.Group group : plan.groups()) {
      List<Named> asked = group.hosts().stream().map(known::get).toList();
      routes.addAll(routes(asked, everything.at(group.listeners()), main));
    }
  }

  private record Named(
      ServerTranslator translator, List<String> names, Server server, SlashLines slashes) {

    List<RouteSettings> routes(Match all, ServerTranslator main) {
      List<RouteSettings> routes = new ArrayList<>();
      slashes.refusal(server, all).ifPresent(routes::add);
      routes.addAll(translator.routes(all, main));
      return routes;
    }
  }

  /** Of several, the first also has the requests for hosts that none of them names. */
  private static List<RouteSettings> routes(
      List<Named> asked, Match everything, ServerTranslator main) {
    List<RouteSettings> routes = new ArrayList<>();
    for (Named host : asked) {
      if (asked.size() > 1 && !host.names().isEmpty()) {
        Match all = new Match(new Hosts(host.names()), "/", List.of(), everything.listeners());
        routes.addAll(host.routes(all, main));
      }
    }
    routes.addAll(
        asked.isEmpty() ? main.routes(everything, main) : asked.get(0).routes(everything, main));
    return routes;
  }
}
