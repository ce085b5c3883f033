package org.rpicluster.balancer.benchmarks.peers;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.RpcStatus;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.LeastActiveLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.RoundRobinLoadBalance;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Selection;
import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.pick.PickContext;

/** Dubbo's smooth weighted round robin and least active, the latter with its filter's counting. */
public final class DubboPeer implements Peer {

  private static final String METHOD = "call";

  @Override
  public List<Contender> contenders() {
    return List.of(
        Contender.weighted(
            "dubbo/roundrobin",
            Promise.WEIGHTED_ROUND_ROBIN,
            members -> new RoundRobin(new Cluster(members, new RoundRobinLoadBalance()))),
        Contender.weighted(
            "dubbo/leastactive",
            Promise.LEAST_REQUESTS,
            members -> new LeastActive(new Cluster(members, new LeastActiveLoadBalance()))));
  }

  private static final class Cluster {

    private final URL consumer = URL.valueOf("consumer://" + Members.HOST + "/service");
    private final Invocation invocation = invocation();
    private final Members members;
    private final LoadBalance balance;
    private final List<Invoker<Runnable>> invokers;

    Cluster(Members members, LoadBalance balance) {
      this.members = members;
      this.balance = balance;
      invokers =
          IntStream.range(0, members.count())
              .<Invoker<Runnable>>mapToObj(i -> new Provider(url(i)))
              .toList();
    }

    @SuppressWarnings("deprecation") // The other constructors want a whole Dubbo application.
    private static Invocation invocation() {
      RpcInvocation invocation = new RpcInvocation();
      invocation.setMethodName(METHOD);
      return invocation;
    }

    private URL url(int index) {
      String address = Members.HOST + ":" + members.port(index);
      return URL.valueOf("dubbo://" + address + "/service?weight=" + members.units(index));
    }

    Invoker<Runnable> select() {
      return balance.select(invokers, consumer, invocation);
    }

    int indexOf(Invoker<Runnable> invoker) {
      return members.withPort(invoker.getUrl().getPort());
    }
  }

  private record RoundRobin(Cluster cluster) implements Unaccounted<Invoker<Runnable>> {

    @Override
    public Invoker<Runnable> pick(PickContext context) {
      return cluster.select();
    }

    @Override
    public int memberOf(Invoker<Runnable> picked) {
      return cluster.indexOf(picked);
    }
  }

  private record LeastActive(Cluster cluster)
      implements Selection<Invoker<Runnable>, Invoker<Runnable>> {

    @Override
    public Invoker<Runnable> pick(PickContext context) {
      return cluster.select();
    }

    @Override
    public Invoker<Runnable> begin(Invoker<Runnable> picked, PickContext context) {
      RpcStatus.beginCount(picked.getUrl(), METHOD);
      return picked;
    }

    @Override
    public void complete(Invoker<Runnable> held) {
      RpcStatus.endCount(held.getUrl(), METHOD, 1, true);
    }

    @Override
    public int memberOf(Invoker<Runnable> picked) {
      return cluster.indexOf(picked);
    }
  }

  private record Provider(URL getUrl) implements Invoker<Runnable> {

    @Override
    public Class<Runnable> getInterface() {
      return Runnable.class;
    }

    @Override
    public Result invoke(Invocation invocation) {
      throw new UnsupportedOperationException("only picked, never called");
    }

    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public void destroy() {}
  }
}
