package org.rpicluster.balancer.benchmarks.peers;

import com.netflix.client.config.DefaultClientConfigImpl;
import com.netflix.loadbalancer.BaseLoadBalancer;
import com.netflix.loadbalancer.BestAvailableRule;
import com.netflix.loadbalancer.DummyPing;
import com.netflix.loadbalancer.IRule;
import com.netflix.loadbalancer.LoadBalancerBuilder;
import com.netflix.loadbalancer.RoundRobinRule;
import com.netflix.loadbalancer.Server;
import com.netflix.loadbalancer.ServerStats;
import java.util.List;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Selection;
import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.pick.PickContext;

/** Netflix Ribbon's round robin and best available, the latter with the counting it needs. */
public final class RibbonPeer implements Peer {

  @Override
  public List<Contender> contenders() {
    return List.of(
        Contender.unweighted(
            "ribbon/round-robin",
            Promise.ROUND_ROBIN,
            members -> new RoundRobin(new Cluster(members, new RoundRobinRule()))),
        Contender.unweighted(
            "ribbon/best-available",
            Promise.LEAST_REQUESTS,
            members -> new BestAvailable(new Cluster(members, new BestAvailableRule()))));
  }

  private static final class Cluster {

    private final Members members;
    private final BaseLoadBalancer balancer;

    Cluster(Members members, IRule rule) {
      this.members = members;
      List<Server> servers = IntStream.range(0, members.count()).mapToObj(this::server).toList();
      balancer =
          LoadBalancerBuilder.newBuilder()
              .withClientConfig(DefaultClientConfigImpl.getClientConfigWithDefaultValues("bench"))
              .withRule(rule)
              .withPing(new DummyPing())
              .buildFixedServerListLoadBalancer(servers);
    }

    private Server server(int index) {
      Server server = new Server(Members.HOST, members.port(index));
      server.setAlive(true);
      server.setReadyToServe(true);
      return server;
    }

    Server choose() {
      return balancer.chooseServer(null);
    }

    ServerStats stats(Server server) {
      return balancer.getLoadBalancerStats().getSingleServerStat(server);
    }

    int indexOf(Server server) {
      return members.withPort(server.getPort());
    }
  }

  private record RoundRobin(Cluster cluster) implements Unaccounted<Server> {

    @Override
    public Server pick(PickContext context) {
      return cluster.choose();
    }

    @Override
    public int memberOf(Server picked) {
      return cluster.indexOf(picked);
    }
  }

  private record BestAvailable(Cluster cluster) implements Selection<Server, ServerStats> {

    @Override
    public Server pick(PickContext context) {
      return cluster.choose();
    }

    @Override
    public ServerStats begin(Server picked, PickContext context) {
      ServerStats stats = cluster.stats(picked);
      stats.incrementActiveRequestsCount();
      return stats;
    }

    @Override
    public void complete(ServerStats held) {
      held.decrementActiveRequestsCount();
    }

    @Override
    public int memberOf(Server picked) {
      return cluster.indexOf(picked);
    }
  }
}
