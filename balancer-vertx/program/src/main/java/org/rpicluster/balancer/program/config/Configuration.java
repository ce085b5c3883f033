package org.rpicluster.balancer.program.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * All that the program is told to do. Immutable; two that are equal do the same.
 *
 * @param listen where clients connect, one or more
 * @param clusters in the order of the file
 * @param routes in the order in which they are tried
 * @param accessLogs where exchanges are logged, if anywhere
 * @param clients who is believed about clients, and what they may take
 * @param state where state is kept that is to outlive the program, if anywhere
 * @param shutdown how long requests in flight may take once the program is told to stop
 * @param log the program's own log, if it is not on standard error as usual
 * @param peers the balancers with which it shares edits, if there are others
 */
public record Configuration(
    List<ListenerSettings> listen,
    List<ClusterSettings> clusters,
    List<RouteSettings> routes,
    List<AccessLogSettings> accessLogs,
    ClientSettings clients,
    Optional<StateSettings> state,
    Duration shutdown,
    Optional<LogSettings> log,
    Optional<PeerSettings> peers) {

  /** How long a stop may take unless the file says otherwise. */
  public static final Duration DEFAULT_SHUTDOWN = Duration.ofSeconds(30);

  /** Copies the lists. */
  public Configuration {
    listen = List.copyOf(listen);
    clusters = List.copyOf(clusters);
    routes = List.copyOf(routes);
    accessLogs = List.copyOf(accessLogs);
  }

  /** One that logs on standard error. */
  public Configuration(
      List<ListenerSettings> listen,
      List<ClusterSettings> clusters,
      List<RouteSettings> routes,
      List<AccessLogSettings> accessLogs,
      ClientSettings clients,
      Optional<StateSettings> state,
      Duration shutdown) {
    this(listen, clusters, routes, accessLogs, clients, state, shutdown, Optional.empty());
  }

  /** One that is alone. */
  public Configuration(
      List<ListenerSettings> listen,
      List<ClusterSettings> clusters,
      List<RouteSettings> routes,
      List<AccessLogSettings> accessLogs,
      ClientSettings clients,
      Optional<StateSettings> state,
      Duration shutdown,
      Optional<LogSettings> log) {
    this(listen, clusters, routes, accessLogs, clients, state, shutdown, log, Optional.empty());
  }

  /** The cluster with this name. */
  public Optional<ClusterSettings> cluster(String name) {
    return clusters.stream().filter(settings -> settings.name().equals(name)).findFirst();
  }
}
