package org.rpicluster.balancer.benchmarks.peers;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.common.loadbalancer.LoadBalancer;
import com.linecorp.armeria.common.loadbalancer.SimpleLoadBalancer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.pick.PickContext;

/** Armeria's weighted round robin, bare; its balancers are told nothing about requests. */
public final class ArmeriaPeer implements Peer {

  @Override
  public List<Contender> contenders() {
    return List.of(
        Contender.weighted(
            "armeria/weighted-round-robin", Promise.WEIGHTED_ROUND_ROBIN, WeightedRoundRobin::new));
  }

  private static final class WeightedRoundRobin implements Unaccounted<Endpoint> {

    private final Members members;
    private final SimpleLoadBalancer<Endpoint> balancer;

    WeightedRoundRobin(Members members) {
      this.members = members;
      balancer =
          LoadBalancer.ofWeightedRoundRobin(
              IntStream.range(0, members.count()).mapToObj(this::endpoint).toList());
    }

    private Endpoint endpoint(int index) {
      return Endpoint.of(Members.HOST, members.port(index)).withWeight(members.units(index));
    }

    @Override
    public Endpoint pick(PickContext context) {
      return Objects.requireNonNull(balancer.pick());
    }

    @Override
    public int memberOf(Endpoint picked) {
      return members.withPort(picked.port());
    }
  }
}
