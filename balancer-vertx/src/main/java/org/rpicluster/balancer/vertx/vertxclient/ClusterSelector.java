package org.rpicluster.balancer.vertx.vertxclient;

import io.vertx.core.net.endpoint.ServerEndpoint;
import io.vertx.core.net.endpoint.ServerSelector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.pick.PickContext;

/**
 * Chooses among one list of servers, which may be fewer than the cluster has: a part of them for
 * one protocol, or those of an earlier resolution. Any thread.
 */
final class ClusterSelector implements ServerSelector {

  private static final int NONE = -1;

  private final Cluster cluster;
  private final Map<String, Integer> indexes = new HashMap<>();

  ClusterSelector(Cluster cluster, List<? extends ServerEndpoint> servers) {
    this.cluster = cluster;
    for (int i = 0; i < servers.size(); i++) {
      indexes.put(((ListedServer) servers.get(i).metrics()).id(), i);
    }
  }

  @Override
  public int select() {
    return select(new PickContext());
  }

  @Override
  public int select(String routingKey) {
    PickContext context = new PickContext();
    context.hashKey(routingKey);
    return select(context);
  }

  private int select(PickContext context) {
    Optional<Lease> lease = cluster.pick(context);
    while (lease.isPresent()) {
      Integer index = indexes.get(lease.get().member().id());
      if (index != null) {
        cluster.keep(lease.get());
        return index;
      }
      lease.get().close();
      context.exclude(lease.get().candidate());
      lease = cluster.pick(context);
    }
    return NONE;
  }
}
