package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.ClusterMaker.Made;
import org.rpicluster.balancer.vertx.routing.Compression;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.ReverseMapping;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/**
 * Takes one server through the stages, from its lines to its routes. For one thread and one server.
 */
final class ServerTranslator implements ForwardedRoutes.Clusters {

  private final Server main;
  private final Server server;
  private final Fates fates;
  private final ServerNames names;
  private final Path root;
  private final List<ClusterSettings> clusters;
  private final Map<BalancerDraft, Optional<Made>> made;
  private final ProxyDefaults defaults;
  private final HealthTemplates templates;
  private final Balancers balancers;
  private final Mappings mappings;
  private final Redirects redirects;
  private final RewriteLines rules;
  private final SectionRules sectionRules;
  private final List<List<RedirectLine>> inLocations = new ArrayList<>();
  private final Compression compression;
  private final ReverseLines reverse;
  private final HeaderLines headers;

  /**
   * A translator.
   *
   * @param root what names of files are relative to
   * @param above that of the main server, of a virtual host
   */
  ServerTranslator(
      Server main,
      Server server,
      Fates fates,
      ServerNames names,
      Path root,
      Optional<ServerTranslator> above) {
    this.main = main;
    this.server = server;
    this.fates = fates;
    this.names = names;
    this.root = root;
    clusters = above.map(a -> a.clusters).orElseGet(ArrayList::new);
    made = above.map(a -> a.made).orElseGet(IdentityHashMap::new);
    defaults = new ProxyDefaults(main, server);
    templates = new HealthTemplates(fates);
    boolean alone =
        !defaults.isOn("balancerinherit", true) && !defaults.isOn("proxypassinherit", true);
    balancers =
        new Balancers(fates, templates, alone ? Optional.empty() : above.map(a -> a.balancers));
    mappings = new Mappings(fates, balancers);
    redirects = new Redirects(fates);
    compression = new CompressLines(fates).read(main, server);
    rules = new RewriteLines(main, server, fates, balancers, RewriteMaps.of(main, server, root));
    sectionRules = new SectionRules(List.of(main, server), fates);
    reverse = new ReverseLines(fates, balancers);
    headers = new HeaderLines(fates);
  }

  /**
   * Reads all lines, in the order of the file: later ones win, and some must come before others.
   */
  void read() {
    for (Directive line : server.directives()) {
      templates.read(line);
      balancers.read(line);
      mappings.read(line);
      redirects.read(line);
      rules.read(line);
      redirectsWithin(line);
    }
    SectionRules.Reader ofSections = (section, isOn) -> new RewriteLines(rules, isOn);
    reverse.read(main);
    sectionRules.read(main, ofSections);
    if (!server.isMain()) {
      reverse.read(server);
      sectionRules.read(server, ofSections);
    }
    headers.read(server.isMain() ? List.of(main) : List.of(main, server));
    List<Server> around = server.isMain() ? List.of(main) : List.of(main, server);
    ServerLines lines = new ServerLines(fates, around);
    lines.read(server);
    around.forEach(lines::rules);
  }

  /** What members are told of this server; empty for nothing. */
  private String serverName() {
    return defaults.isOn("proxyaddheaders", true) ? defaults.serverName() : "";
  }

  /** The routes of this server for some hosts, at some listeners. */
  List<RouteSettings> routes(Match all, ServerTranslator above) {
    List<Server> servers = server.isMain() ? List.of(main) : List.of(main, server);
    AccessReader reader = new AccessReader(fates, new AccessVariables(servers, fates));
    AccessRules access = new AccessRules(root, fates);
    Aliases aliases = new Aliases(main, server, root, fates);
    Folders folders = new Folders(main, server, aliases, reader, access, fates);
    Locations locations = new Locations(fates, reader, access, folders);
    locations.read(main);
    if (!server.isMain()) {
      locations.read(server);
    }
    RuledSections ruled =
        new RuledSections(
            sectionRules,
            new RuleOptions(servers),
            new RuleMaker(fates, this, rules.maps().files()),
            fates);
    ServedFiles files =
        new ServedFiles(
            ruled,
            folders,
            locations,
            aliases,
            new FileLines(main, server, fates),
            new FileObstacles(servers),
            fates);
    List<RouteSettings> routes =
        new RouteMaker(fates, all, locations, ruled, files)
            .make(
                rules.inOrder(above.rules),
                rules.maps(),
                sections(above),
                mappings.inOrder(above.mappings),
                redirects.inOrder(above.redirects),
                this);
    List<RouteSettings> split = new LocationRoutes(servers, fates).on(routes);
    return new ErrorDocuments(servers, files, fates)
        .on(split).stream().map(this::withHeaders).toList();
  }

  /** What no member answers: only a success has what is not for every answer. */
  private RouteSettings withHeaders(RouteSettings route) {
    RouteSettings leads = route.unguarded();
    boolean success =
        leads instanceof RouteSettings.ToFiles || leads instanceof RouteSettings.ToManager;
    return leads instanceof RouteSettings.ToCluster
        ? route
        : route.with(success ? headers.toClient() : headers.always());
  }

  private void redirectsWithin(Directive location) {
    if (Redirects.areReadIn(location)) {
      inLocations.add(
          location.children().stream()
              .filter(child -> Redirects.are(child.key()))
              .flatMap(child -> redirects.within(location, child).stream())
              .toList());
    }
  }

  /** Of Locations, the last that matches counts; in one, the first line that does. */
  private List<RedirectLine> sections(ServerTranslator above) {
    List<List<RedirectLine>> order = new ArrayList<>(above.inLocations);
    order.addAll(above == this ? List.of() : inLocations);
    Collections.reverse(order);
    return order.stream().flatMap(List::stream).toList();
  }

  @Override
  public Optional<Made> of(BalancerDraft draft) {
    BalancerDraft resolved = balancers.resolved(draft);
    return made.computeIfAbsent(
        resolved,
        each -> {
          Optional<Made> cluster =
              each.members.isEmpty()
                  ? Optional.empty()
                  : new ClusterMaker(fates, defaults, templates)
                      .make(names.cluster(each, server), each);
          cluster.ifPresent(c -> clusters.add(c.settings()));
          return cluster;
        });
  }

  @Override
  public String empty(BalancerDraft draft) {
    String said = "balancer://" + draft.name + " has no members: every request gets 503";
    return said + balancers.nearest(draft).map(name -> " (expected: " + name + ")").orElse("");
  }

  @Override
  public Rewriting rewriting(Mapping mapping) {
    boolean preserve =
        mapping.section().children().stream()
            .filter(child -> child.is("proxypreservehost"))
            .findFirst()
            .map(line -> line.argument(0).equalsIgnoreCase("on"))
            .orElse(defaults.isOn("proxypreservehost", false));
    Mapping.ToBalancer to = (Mapping.ToBalancer) mapping.target();
    Rewriting rewriting =
        Rewriting.DEFAULT
            .preserveHost(preserve)
            .back(ReverseMapping.DEFAULT.site(PublicNames.site(main, server)))
            .via(PublicNames.via(defaults))
            .compress(compression)
            .fields(headers.toMember(serverName()), headers.toClient());
    return reverse.on(
        rewriting, mapping, balancers.resolved(to.balancer()), isWhole(mapping, to.path()));
  }

  /** Whether a whole site is forwarded with its paths as they are. */
  private static boolean isWhole(Mapping mapping, String path) {
    boolean same = path.isEmpty() || path.equals("/");
    return mapping.pattern().isEmpty() && mapping.path().equals("/") && same;
  }

  /** All clusters that routes lead to so far, of this server and of those that share them. */
  List<ClusterSettings> clusters() {
    return clusters;
  }
}
