package org.rpicluster.balancer.program.config.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.ClientSettings;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationRows;
import org.rpicluster.balancer.program.config.FrontEnd;
import org.rpicluster.balancer.program.config.LogSettings;
import org.rpicluster.balancer.program.config.OtherSyntax;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.config.Problems;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.StateSettings;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/** Reads configurations in YAML. Stateless; any thread. */
public final class YamlFrontEnd implements FrontEnd {

  private static final Keys KEYS = Rows.keys(ConfigurationRows.KEYS);

  @Override
  public Configuration read(Source source) {
    Problems problems = new Problems();
    Optional<Configuration> read =
        new YamlDocument(source, problems)
            .root()
            .flatMap(root -> root.map(KEYS))
            .map(YamlFrontEnd::configuration);
    throwIfAny(problems, source);
    return read.orElseThrow();
  }

  /** Of a file in another syntax each line is wrong, and that it is says all. */
  private static void throwIfAny(Problems problems, Source source) {
    String hint = problems.isEmpty() ? "" : OtherSyntax.inPlaceOfYaml(source.text());
    if (!hint.isEmpty()) {
      Problems alone = new Problems();
      alone.add(source.start(), hint);
      alone.throwIfAny();
    }
    problems.throwIfAny();
  }

  private static Configuration configuration(YamlMap root) {
    List<ListenerSettings> listen = ListenBinder.bind(root);
    Duration shutdown =
        Rows.bind(
            root.find("shutdown"), ConfigurationRows.SHUTDOWN, Configuration.DEFAULT_SHUTDOWN);
    List<AccessLogSettings> accessLogs =
        root.find("accessLog").map(AccessLogBinder::bind).orElse(List.of());
    Optional<StateSettings> state = root.find("stateFile").flatMap(YamlFrontEnd::state);
    ClientSettings clients = ClientsBinder.bind(root, listen);
    Set<String> names = new LinkedHashSet<>();
    List<ClusterSettings> clusters = clusters(root, names);
    List<RouteSettings> routes = RoutesBinder.bind(root, names, named(listen));
    Optional<LogSettings> log = root.find("log").flatMap(LogBinder::bind);
    Optional<PeerSettings> peers = PeersBinder.bind(root);
    return new Configuration(
        listen, clusters, routes, accessLogs, clients, state, shutdown, log, peers);
  }

  private static Set<String> named(List<ListenerSettings> listen) {
    Set<String> names = new LinkedHashSet<>();
    listen.stream().flatMap(ListenerSettings::allNames).forEach(names::add);
    return names;
  }

  private static Optional<StateSettings> state(YamlValue value) {
    return value.file("a file name").flatMap(file -> value.made(() -> new StateSettings(file)));
  }

  /** Also fills {@code names}, with those as well of clusters that have errors. */
  private static List<ClusterSettings> clusters(YamlMap root, Set<String> names) {
    List<ClusterSettings> clusters = new ArrayList<>();
    root.find("clusters")
        .flatMap(value -> value.namedMap("a map of one or more clusters"))
        .ifPresent(
            map ->
                map.entries()
                    .forEach(
                        entry -> {
                          names.add(entry.key());
                          ClusterBinder.bind(entry).ifPresent(clusters::add);
                        }));
    return clusters;
  }
}
