package org.rpicluster.balancer.benchmarks.own;

import java.util.List;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Unaccounted;
import org.rpicluster.balancer.pick.PickContext;

/** Does nothing: what it costs is what the measuring costs, and is part of every other figure. */
public final class Frame implements Peer {

  @Override
  public List<Contender> contenders() {
    return List.of(Contender.unweighted("null", Promise.FRAME, members -> new Nothing("member")));
  }

  private record Nothing(String member) implements Unaccounted<String> {

    @Override
    public String pick(PickContext context) {
      return member;
    }

    @Override
    public int memberOf(String picked) {
      return 0;
    }
  }
}
