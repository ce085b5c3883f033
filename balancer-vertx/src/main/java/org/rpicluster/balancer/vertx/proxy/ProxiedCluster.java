package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * A cluster as the proxy uses it: who is chosen, how the chosen one is connected to, and what
 * follows when that fails. Routes that share one share its connections. Immutable.
 *
 * @param balancer chooses the member
 * @param upstream how members are connected to
 * @param reach how members are reached
 * @param attempts what a request may cost
 * @param requestBuffer up to how many bytes of a body without a length are kept until it ends, so
 *     that members get one; 0 for none
 */
public record ProxiedCluster(
    Balancer balancer,
    UpstreamOptions upstream,
    ReachOptions reach,
    AttemptPolicy attempts,
    int requestBuffer) {

  /** More would be no form and no call; and it is heap. */
  public static final int REQUEST_BUFFER_MAX = 16 * 1024 * 1024;

  /** Checks the range. */
  public ProxiedCluster {
    boolean bounded = requestBuffer >= 0 && requestBuffer <= REQUEST_BUFFER_MAX;
    Check.argument(bounded, "buffer", requestBuffer, "0 to " + REQUEST_BUFFER_MAX);
  }

  /** A cluster whose requests are attempted by default. */
  public ProxiedCluster(Balancer balancer, UpstreamOptions upstream, ReachOptions reach) {
    this(balancer, upstream, reach, AttemptPolicy.DEFAULT, 0);
  }

  /** A cluster whose members are reached by default. */
  public ProxiedCluster(Balancer balancer, UpstreamOptions upstream) {
    this(balancer, upstream, ReachOptions.DEFAULT);
  }

  /** A cluster with the default connections. */
  public static ProxiedCluster of(Balancer balancer) {
    return new ProxiedCluster(balancer, UpstreamOptions.DEFAULT);
  }

  /** The same cluster, its requests attempted otherwise. */
  public ProxiedCluster attempts(AttemptPolicy policy) {
    return new ProxiedCluster(balancer, upstream, reach, policy, requestBuffer);
  }

  /** The same cluster, whose members get a length with bodies of up to so many bytes. */
  public ProxiedCluster requestBuffer(int bytes) {
    return new ProxiedCluster(balancer, upstream, reach, attempts, bytes);
  }
}
