package org.rpicluster.balancer.vertx.vertxclient;

import io.vertx.core.net.endpoint.ServerEndpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;

/**
 * Finds the cluster that a list of servers belongs to, as Vert.x does not say which name a list is
 * for: the one that it shares a server with, or else a new one. O(servers²) per list, in the worst
 * case; any thread.
 */
final class Clusters {

  /**
   * A client of more names loses the state of the one that was not resolved for the longest time.
   */
  static final int CLUSTERS_MAX = 16;

  private final Supplier<Balancer> balancers;
  private final ToDoubleFunction<ServerEndpoint> weight;

  // Guarded by this; the one resolved last comes first.
  private final Deque<Cluster> known = new ArrayDeque<>();

  Clusters(Supplier<Balancer> balancers, ToDoubleFunction<ServerEndpoint> weight) {
    this.balancers = balancers;
    this.weight = weight;
  }

  /** The cluster of these servers, brought up to date. */
  synchronized Cluster of(List<? extends ServerEndpoint> servers) {
    Optional<Cluster> seen = seat(servers.get(0)).cluster();
    if (seen.isPresent()) {
      // The same list again, or a part of it for one protocol: nothing was resolved anew.
      return seen.get();
    }
    List<Member> members = ServerMembers.members(servers, weight);
    Cluster cluster =
        known.stream()
            .filter(c -> c.hasAnyOf(members))
            .findFirst()
            .orElseGet(() -> new Cluster(balancers.get()));
    cluster.update(members);
    remember(cluster);
    for (int i = 0; i < members.size(); i++) {
      seat(servers.get(i)).assign(cluster, members.get(i).id());
    }
    return cluster;
  }

  private void remember(Cluster cluster) {
    known.remove(cluster);
    known.addFirst(cluster);
    if (known.size() > CLUSTERS_MAX) {
      known.removeLast();
    }
  }

  private static ListedServer seat(ServerEndpoint server) {
    return (ListedServer) server.metrics();
  }
}
