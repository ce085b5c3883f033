package org.rpicluster.balancer.benchmarks.vertx;

import io.vertx.core.net.endpoint.LoadBalancer;
import java.util.List;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;

/** Vert.x' load balancers, as its HttpClient uses them; none of them knows weights. */
public final class VertxPeer implements Peer {

  @Override
  public List<Contender> contenders() {
    return List.of(
        Contender.unweighted(
            "vertx/round-robin",
            Promise.ROUND_ROBIN,
            members -> new VertxRoundRobin(new VertxServers(members, LoadBalancer.ROUND_ROBIN))),
        accounted("vertx/least-requests", Promise.LEAST_REQUESTS, LoadBalancer.LEAST_REQUESTS),
        accounted("vertx/two-choices", Promise.TWO_CHOICES, LoadBalancer.POWER_OF_TWO_CHOICES));
  }

  private static Contender accounted(String name, Promise promise, LoadBalancer balancer) {
    return Contender.unweighted(
        name, promise, members -> new VertxAccounted(new VertxServers(members, balancer)));
  }
}
