package org.rpicluster.balancer.benchmarks.vertx;

import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.benchmarks.vertx.VertxServers.Server;
import org.rpicluster.balancer.pick.PickContext;

/**
 * Round robin does not read the metrics, so they are not written here, although Vert.x' client
 * writes them in any case: the figure flatters it.
 */
record VertxRoundRobin(VertxServers servers) implements Unaccounted<Server> {

  @Override
  public Server pick(PickContext context) {
    return servers.select();
  }

  @Override
  public int memberOf(Server picked) {
    return servers.indexOf(picked);
  }
}
