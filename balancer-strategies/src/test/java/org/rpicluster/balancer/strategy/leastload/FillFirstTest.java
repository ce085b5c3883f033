package org.rpicluster.balancer.strategy.leastload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;

class FillFirstTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return Strategies.first();
  }

  /** Position decides: that is what it is for. */
  @Override
  protected double spread() {
    return 1;
  }

  @Test
  void members_areFilledOneAfterTheOther() {
    TestCluster cluster = new TestCluster(strategy());
    cluster
        .add(member("a").maxInFlight(2).build())
        .add(member("b").maxInFlight(3).build())
        .add(member("c").build());

    assertThat(cluster.picks(8)).isEqualTo("aabbbccc");
    cluster.end("b");
    cluster.end("a");
    assertThat(cluster.picks(3)).isEqualTo("abc");
  }

  @Test
  void memberWithoutALimit_takesEverything() {
    assertThat(TestCluster.with(strategy(), 1, 100).picks(50)).isEqualTo("a".repeat(50));
  }

  @Test
  void next_isWhoIsPicked() {
    TestCluster cluster = new TestCluster(strategy());
    assertThat(cluster.picker().next()).isSameAs(Candidate.NONE);

    cluster.add(member("a").maxInFlight(1).build()).add(member("b").build());

    assertThat(cluster.picker().next()).isSameAs(cluster.candidate("a"));
    cluster.picks(1);
    assertThat(cluster.picker().next()).isSameAs(cluster.candidate("b"));
  }
}
