package org.rpicluster.balancer.vertx.vertxclient;

import io.vertx.core.net.endpoint.InteractionMetrics;
import io.vertx.core.net.endpoint.LoadBalancer;
import io.vertx.core.net.endpoint.ServerEndpoint;
import io.vertx.core.net.endpoint.ServerSelector;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.pick.Strategy;

/**
 * A strategy as a {@link LoadBalancer} of Vert.x, for {@code HttpClient} and Web Client:
 *
 * <pre>{@code
 * HttpClient client =
 *     vertx.httpClientBuilder()
 *         .withAddressResolver(AddressResolver.mappingResolver(name -> addresses(name)))
 *         .withLoadBalancer(BridgedLoadBalancer.of(Strategies.byRequests()))
 *         .build();
 * }</pre>
 *
 * <p>Vert.x makes a new selector and new metrics each time a name is resolved to other servers, and
 * its own load balancers then begin anew. Here rotation, requests in flight, latencies and health
 * stay with each server that stays. Servers are told apart by their addresses, as the key that
 * Vert.x gives a mapped address is different for each object. A client may resolve several names:
 * lists that share a server are one cluster; up to 16 are remembered. So names whose lists overlap
 * only in part must not share one of these: give each a client of its own.
 *
 * <p>What Vert.x' interface cannot carry:
 *
 * <ul>
 *   <li><em>Bytes</em>: {@code bytraffic} sees none, and always takes the first server.
 *   <li><em>Status</em>: an answer is a success, whatever it says.
 *   <li><em>Exclusion</em>: a retry may get the server that has just failed, unless the failure
 *       policy has taken it out.
 *   <li><em>The request</em>: {@code rendezvous} has the routing key of the request options, and no
 *       header, cookie or address.
 *   <li><em>A reason for no server</em>: Vert.x says {@code No results for …}.
 *   <li><em>A request that is obtained and never sent</em>: the strategy is not told when it is
 *       given up, so it stays in flight. Send or fail every request; reset ones count as ended.
 * </ul>
 *
 * <p>Costs one pick of the strategy, the lease and the context for a request. Any thread.
 */
public final class BridgedLoadBalancer implements LoadBalancer {

  private final Clusters clusters;

  private BridgedLoadBalancer(Clusters clusters) {
    this.clusters = clusters;
  }

  /** Servers of equal weight, and the default failure policy. */
  public static BridgedLoadBalancer of(Strategy strategy) {
    return of(strategy, server -> 1);
  }

  /** With weights: 1 to 100 for each server. */
  public static BridgedLoadBalancer of(Strategy strategy, ToDoubleFunction<ServerEndpoint> weight) {
    return of(() -> Balancer.builder("vertx", strategy).build(), weight);
  }

  /**
   * With balancers of the caller's making, to look at or with a failure policy of its own.
   *
   * @param balancers makes a balancer without members for each cluster of servers that turns up
   * @param weight 1 to 100 for each server
   */
  public static BridgedLoadBalancer of(
      Supplier<Balancer> balancers, ToDoubleFunction<ServerEndpoint> weight) {
    return new BridgedLoadBalancer(new Clusters(balancers, weight));
  }

  /** For Vert.x: the metrics of one server, which learns later which. */
  @Override
  public InteractionMetrics<?> newMetrics() {
    return new ListedServer();
  }

  /** For Vert.x: chooses among these servers. */
  @Override
  public ServerSelector selector(List<? extends ServerEndpoint> servers) {
    return servers.isEmpty() ? () -> -1 : new ClusterSelector(clusters.of(servers), servers);
  }
}
