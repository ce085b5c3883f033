package org.rpicluster.balancer.benchmarks.peers;

import io.undertow.server.handlers.proxy.DefaultSelector;
import java.util.List;
import java.util.stream.IntStream;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.pick.PickContext;

/** Undertow's proxy: its default selector alone, without the walk over hosts that are not well. */
public final class UndertowPeer implements Peer {

  @Override
  public List<Contender> contenders() {
    return List.of(
        Contender.unweighted("undertow/round-robin", Promise.ROUND_ROBIN, RoundRobin::new));
  }

  private static final class RoundRobin implements Unaccounted<Integer> {

    private final DefaultSelector selector;
    private final Integer[] hosts;

    RoundRobin(Members members) {
      selector = new DefaultSelector(members.count());
      // Made beforehand: Undertow, too, answers with an entry of an array.
      hosts = IntStream.range(0, members.count()).boxed().toArray(Integer[]::new);
    }

    @Override
    public Integer pick(PickContext context) {
      return hosts[selector.select()];
    }

    @Override
    public int memberOf(Integer picked) {
      return picked;
    }
  }
}
