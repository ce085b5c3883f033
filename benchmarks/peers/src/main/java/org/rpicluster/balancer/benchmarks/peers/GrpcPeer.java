package org.rpicluster.balancer.benchmarks.peers;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.xds.StaticStride;
import java.util.List;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.pick.PickContext;

/**
 * gRPC's round robin, least request (the best of two drawn by chance) and static stride: the
 * scheduler of its weighted round robin alone, as the policy takes its weights from load reports.
 */
public final class GrpcPeer implements Peer {

  @Override
  public List<Contender> contenders() {
    return List.of(
        Contender.unweighted(
            "grpc/round-robin",
            Promise.ROUND_ROBIN,
            members -> new RoundRobin(new GrpcPolicy("round_robin", members))),
        Contender.weighted("grpc/static-stride", Promise.WEIGHTED_ROUND_ROBIN, Stride::new),
        Contender.unweighted(
            "grpc/least-request",
            Promise.TWO_CHOICES,
            members ->
                new GrpcLeastRequest(new GrpcPolicy("least_request_experimental", members))));
  }

  private record RoundRobin(GrpcPolicy policy) implements Unaccounted<PickResult> {

    @Override
    public PickResult pick(PickContext context) {
      return policy.pick();
    }

    @Override
    public int memberOf(PickResult picked) {
      return policy.indexOf(picked);
    }
  }

  private static final class Stride implements Unaccounted<Integer> {

    private final StaticStride scheduler;
    private final Integer[] members;

    Stride(Members members) {
      float[] weights = new float[members.count()];
      IntStream.range(0, weights.length).forEach(i -> weights[i] = members.units(i));
      scheduler = new StaticStride(weights);
      this.members = IntStream.range(0, weights.length).boxed().toArray(Integer[]::new);
    }

    @Override
    public Integer pick(PickContext context) {
      return members[scheduler.pick()];
    }

    @Override
    public int memberOf(Integer picked) {
      return picked;
    }
  }
}
