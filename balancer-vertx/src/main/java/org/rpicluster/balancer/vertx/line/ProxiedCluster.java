package org.rpicluster.balancer.vertx.line;

import java.util.Optional;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.reach.ReachOptions;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * A cluster as the proxy uses it: who is chosen, how the chosen one is connected to, and what
 * follows when that fails. Routes that share one share its connections. Immutable.
 *
 * @param balancer chooses the member
 * @param upstream how members are connected to
 * @param reach how members are reached
 * @param sticky how sessions stay with their members, if they do
 * @param attempts what a request may cost
 */
public record ProxiedCluster(
    Balancer balancer,
    UpstreamOptions upstream,
    ReachOptions reach,
    Optional<Stickiness> sticky,
    AttemptPolicy attempts) {

  /** A cluster whose sessions are not sticky, and whose requests are attempted by default. */
  public ProxiedCluster(Balancer balancer, UpstreamOptions upstream, ReachOptions reach) {
    this(balancer, upstream, reach, Optional.empty(), AttemptPolicy.DEFAULT);
  }

  /** A cluster whose members are reached by default. */
  public ProxiedCluster(Balancer balancer, UpstreamOptions upstream) {
    this(balancer, upstream, ReachOptions.DEFAULT);
  }

  /** A cluster with the default connections. */
  public static ProxiedCluster of(Balancer balancer) {
    return new ProxiedCluster(balancer, UpstreamOptions.DEFAULT);
  }

  /** The same with sessions that stay with their members. */
  public ProxiedCluster sticky(Stickiness stickiness) {
    return new ProxiedCluster(balancer, upstream, reach, Optional.of(stickiness), attempts);
  }

  /** The same cluster, its requests attempted otherwise. */
  public ProxiedCluster attempts(AttemptPolicy policy) {
    return new ProxiedCluster(balancer, upstream, reach, sticky, policy);
  }
}
