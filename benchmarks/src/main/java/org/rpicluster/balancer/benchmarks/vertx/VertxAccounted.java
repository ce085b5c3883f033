package org.rpicluster.balancer.benchmarks.vertx;

import io.vertx.core.net.endpoint.ServerInteraction;
import org.rpicluster.balancer.benchmarks.contender.Selection;
import org.rpicluster.balancer.benchmarks.vertx.VertxServers.Server;
import org.rpicluster.balancer.pick.PickContext;

/**
 * The two that count requests in flight. Of the five calls that Vert.x' client makes for a request
 * only the two that count are made: the other three each read the clock.
 */
record VertxAccounted(VertxServers servers) implements Selection<Server, ServerInteraction> {

  @Override
  public Server pick(PickContext context) {
    return servers.select();
  }

  @Override
  public ServerInteraction begin(Server picked, PickContext context) {
    return picked.newInteraction();
  }

  @Override
  public void complete(ServerInteraction held) {
    held.reportResponseEnd();
  }

  @Override
  public int memberOf(Server picked) {
    return servers.indexOf(picked);
  }
}
