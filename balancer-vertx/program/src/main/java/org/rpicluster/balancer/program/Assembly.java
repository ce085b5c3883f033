package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.site.serve.StaticSite;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyBuilder;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;
import org.rpicluster.balancer.vertx.accesslog.AccessLogs;
import org.rpicluster.balancer.vertx.accesslog.LogFormat;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.local.FixedResponseHandler;
import org.rpicluster.balancer.vertx.local.RedirectHandler;
import org.rpicluster.balancer.vertx.manager.Access;
import org.rpicluster.balancer.vertx.manager.Manager;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;
import org.rpicluster.balancer.vertx.proxy.ExchangeObserver;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.proxy.Upstreams;

/** Makes live things of a configuration. For one thread, and one configuration each. */
final class Assembly {

  private final Vertx vertx;
  private final MemoryAccount memory;
  private final Configuration configuration;
  private final Editor edits;
  private final Predicate<String> editing;
  private final ProxyMetrics metrics;
  private final Map<String, ProxiedCluster> clusters = new LinkedHashMap<>();
  private final List<Manager> managers = new ArrayList<>();
  private final GuardFactory guards;
  private final MapFactory maps;

  private Assembly(
      Vertx vertx,
      MemoryAccount memory,
      Configuration configuration,
      Editor edits,
      Predicate<String> editing,
      ProxyMetrics metrics) {
    this.vertx = vertx;
    this.memory = memory;
    this.configuration = configuration;
    this.edits = edits;
    this.editing = editing;
    this.metrics = metrics;
    guards = new GuardFactory(vertx);
    maps = new MapFactory(vertx);
  }

  /**
   * Makes all that a configuration asks for.
   *
   * @param memory the account of what clients make the program hold
   * @param before what is live, if anything: a cluster with the same name goes on, and is changed
   * @param edited what operators have made of each cluster
   * @param learnt what was known in a cluster of this name that does not stand any more
   * @param edits makes more such edits
   * @param editing whether one is being made in a cluster: it has its own line in the log
   * @throws Fault if the access log cannot be written; nothing has been changed then
   */
  static RunningConfiguration assemble(
      Vertx vertx,
      MemoryAccount memory,
      Configuration configuration,
      Optional<RunningConfiguration> before,
      UnaryOperator<ClusterSettings> edited,
      Function<String, Snapshot> learnt,
      Editor edits,
      Predicate<String> editing) {
    ProxyMetrics metrics =
        before.map(RunningConfiguration::metrics).orElseGet(ProxyMetrics::create);
    Assembly assembly = new Assembly(vertx, memory, configuration, edits, editing, metrics);
    AccessLogs logs =
        before.map(RunningConfiguration::logs).orElseGet(() -> new AccessLogs(memory));
    List<AccessLog> accessLogs = accessLogs(configuration, before, logs);
    try {
      return assembly.assemble(before, edited, learnt, logs, accessLogs);
    } catch (RuntimeException e) {
      if (before.filter(live -> live.accessLogs().equals(accessLogs)).isEmpty()) {
        accessLogs.forEach(AccessLog::close);
      }
      throw e;
    }
  }

  private RunningConfiguration assemble(
      Optional<RunningConfiguration> before,
      UnaryOperator<ClusterSettings> edited,
      Function<String, Snapshot> learnt,
      AccessLogs logs,
      List<AccessLog> accessLogs) {
    Upstreams upstreams =
        before
            .map(RunningConfiguration::upstreams)
            .orElseGet(() -> new Upstreams(vertx, Ticker.system()));
    ProbeFactory probes = new ProbeFactory(vertx, upstreams.names());
    for (ClusterSettings configured : configuration.clusters()) {
      ClusterSettings settings = edited.apply(configured);
      Optional<ProxiedCluster> standing = before.flatMap(live -> live.cluster(settings.name()));
      Balancer balancer =
          standing
              .map(
                  cluster ->
                      ClusterFactory.changed(
                          cluster.balancer(), settings, probesOf(settings, before, probes)))
              .orElseGet(() -> begun(settings, learnt.apply(settings.name()), probes));
      clusters.put(
          settings.name(),
          new ProxiedCluster(
              balancer,
              settings.upstream(),
              settings.reach(),
              settings.attempts().policy(),
              settings.requestBuffer()));
    }
    before.ifPresent(this::closeOthers);
    ClientRules rules =
        ClientRulesFactory.rules(configuration.clients(), before.map(RunningConfiguration::rules));
    BalancingProxy proxy = proxy(accessLogs, upstreams, rules);
    return new RunningConfiguration(
        configuration,
        Map.copyOf(clusters),
        List.copyOf(managers),
        accessLogs,
        logs,
        upstreams,
        metrics,
        rules,
        proxy);
  }

  private Balancer begun(ClusterSettings settings, Snapshot learnt, ProbeFactory probes) {
    return ClusterFactory.begun(settings, learnt, probes, () -> editing.test(settings.name()));
  }

  private static ProbeFactory.Change probesOf(
      ClusterSettings settings, Optional<RunningConfiguration> before, ProbeFactory probes) {
    return before
        .flatMap(live -> live.configuration().cluster(settings.name()))
        .map(known -> probes.change(known, settings))
        .orElse(ProbeFactory.Change.NONE);
  }

  /** Clusters that are no more: their requests in flight end, and nothing else goes on. */
  private void closeOthers(RunningConfiguration before) {
    before.clusters().values().stream()
        .map(ProxiedCluster::balancer)
        .filter(balancer -> !clusters.containsKey(balancer.name()))
        .forEach(Balancer::close);
  }

  /** The logs that are open, if they are to go on as they are. */
  private static List<AccessLog> accessLogs(
      Configuration configuration, Optional<RunningConfiguration> before, AccessLogs logs) {
    List<AccessLogSettings> asked = configuration.accessLogs();
    return before
        .filter(live -> live.configuration().accessLogs().equals(asked))
        .map(RunningConfiguration::accessLogs)
        .orElseGet(() -> opened(logs, asked));
  }

  private static List<AccessLog> opened(AccessLogs logs, List<AccessLogSettings> asked) {
    List<AccessLog> opened = new ArrayList<>();
    try {
      asked.forEach(settings -> opened.add(opened(logs, settings)));
      return List.copyOf(opened);
    } catch (RuntimeException e) {
      opened.forEach(AccessLog::close);
      throw e;
    }
  }

  private static AccessLog opened(AccessLogs logs, AccessLogSettings settings) {
    try {
      return logs.open(
          settings.file(),
          LogFormat.of(settings.format(), settings.which().variables()),
          settings.rotation(),
          settings.which());
    } catch (IllegalArgumentException e) {
      throw new Fault("accessLog." + e.getMessage());
    }
  }

  private BalancingProxy proxy(List<AccessLog> accessLogs, Upstreams upstreams, ClientRules rules) {
    BalancingProxyBuilder builder =
        BalancingProxy.builder(vertx).memory(memory).upstreams(upstreams).rules(rules);
    configuration.routes().forEach(settings -> builder.route(route(settings, rules)));
    ExchangeObserver observer = metrics;
    for (AccessLog log : accessLogs) {
      observer = observer.and(log);
    }
    return builder.observer(observer).build();
  }

  private Route route(RouteSettings settings, ClientRules rules) {
    if (settings instanceof RouteSettings.Guarded guarded) {
      Requirement requirement = guarded.requirement();
      Requirement asked =
          guarded.route() instanceof RouteSettings.ToManager to
              ? ManagerAccess.guard(to, requirement)
              : requirement;
      return new Route.Guarded(route(guarded.route(), rules), guards.guard(asked));
    }
    if (settings instanceof RouteSettings.ToCluster to) {
      ProxiedCluster cluster = clusters.get(to.cluster());
      return new Route.ToCluster(
          to.match(), cluster, to.rewriting(), ErrorPagesFactory.read(to.errorPages()));
    }
    if (settings instanceof RouteSettings.ToRedirect to) {
      return handled(to, new RedirectHandler(to.match(), to.redirect(), rules.trustedProxies()));
    }
    if (settings instanceof RouteSettings.ToResponse to) {
      return handled(to, new FixedResponseHandler(to.answer()));
    }
    if (settings instanceof RouteSettings.ToRules to) {
      return toRules(to, rules);
    }
    if (settings instanceof RouteSettings.ToFiles to) {
      return handled(to, site(to, rules));
    }
    RouteSettings.ToManager to = (RouteSettings.ToManager) settings;
    List<Balancer> balancers = clusters.values().stream().map(ProxiedCluster::balancer).toList();
    String path = to.match().path();
    Access access = ManagerAccess.of(to, rules.trustedProxies());
    Manager manager =
        to.readOnly()
            ? Manager.showing(vertx, path, () -> balancers, access, edits, Optional.of(metrics))
            : Manager.of(
                vertx, path, () -> balancers, access, Optional.of(edits), Optional.of(metrics));
    managers.add(manager);
    return handled(to, manager);
  }

  private StaticSite site(RouteSettings.ToFiles to, ClientRules rules) {
    return StaticSite.of(vertx, to.match(), to.files(), rules.trustedProxies(), Ticker.system());
  }

  private static Route handled(RouteSettings settings, LocalHandler handler) {
    return new Route.ToHandler(
        settings.match(),
        handler,
        ErrorPagesFactory.read(settings.errorPages()),
        settings.toClient());
  }

  private Route toRules(RouteSettings.ToRules to, ClientRules rules) {
    Map<String, ProxiedCluster> named =
        to.clusters().distinct().collect(Collectors.toMap(name -> name, clusters::get));
    Optional<LocalHandler> changed =
        to.changed().map(answer -> ((Route.ToHandler) route(answer, rules)).handler());
    return new Route.ToRules(
        to.match(),
        to.rules(),
        to.section(),
        maps.of(to.maps()),
        named,
        changed,
        ErrorPagesFactory.read(to.errorPages()),
        to.toClient());
  }
}
