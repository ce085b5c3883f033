package org.rpicluster.balancer.strategy.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;

class RandomDrawTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return Strategies.random();
  }

  @Test
  void shares_areTheWeights() {
    TestCluster cluster = TestCluster.with(strategy(), 5, 2.5, 1);

    String word = cluster.serves(20_000);

    for (String id : new String[] {"a", "b", "c"}) {
      double p = cluster.candidate(id).weight() / 850.0;
      assertThat(WordCount.share(word, id.charAt(0)))
          .as(id)
          .isEqualTo(p, within(WordCount.fourSigma(p, 20_000)));
    }
  }

  @Test
  void scores_areTheShares_andChanceDecides() {
    TestCluster cluster = TestCluster.with(strategy(), 3, 1);

    assertThat(cluster.score("a")).isEqualTo(0.75);
    assertThat(cluster.picker().next()).isSameAs(Candidate.NONE);
  }
}
