package org.rpicluster.balancer.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;
import org.rpicluster.balancer.vertx.accesslog.AccessLogs;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.manager.Manager;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Upstreams;

/**
 * A configuration and what has been made of it. Immutable; a reload makes another one.
 *
 * @param configuration what was asked for
 * @param clusters by name
 * @param managers one for each route to the manager
 * @param accessLogs where the proxy logs, if anywhere, in the order of the configuration
 * @param logs the files of access logs, the same from one configuration to the next
 * @param upstreams the connections to members, the same from one configuration to the next
 * @param metrics what is measured, the same from one configuration to the next
 * @param rules what holds for every client
 * @param proxy carries the requests
 */
record RunningConfiguration(
    Configuration configuration,
    Map<String, ProxiedCluster> clusters,
    List<Manager> managers,
    List<AccessLog> accessLogs,
    AccessLogs logs,
    Upstreams upstreams,
    ProxyMetrics metrics,
    ClientRules rules,
    BalancingProxy proxy) {

  /** What chooses in each cluster. */
  List<Balancer> balancers() {
    return clusters.values().stream().map(ProxiedCluster::balancer).toList();
  }

  /** The cluster with this name. */
  Optional<ProxiedCluster> cluster(String name) {
    return Optional.ofNullable(clusters.get(name));
  }
}
