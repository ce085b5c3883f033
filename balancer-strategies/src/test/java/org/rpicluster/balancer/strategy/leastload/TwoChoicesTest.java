package org.rpicluster.balancer.strategy.leastload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;

class TwoChoicesTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return Strategies.twoChoices();
  }

  @Test
  void idleMembers_getTheirShares() {
    TestCluster cluster = TestCluster.with(strategy(), 5, 2.5, 1);

    String word = cluster.serves(20_000);

    // Nothing is in flight when a pick is made, so the first draw has it, which is by weight.
    for (String id : new String[] {"a", "b", "c"}) {
      double p = cluster.candidate(id).weight() / 850.0;
      assertThat(WordCount.share(word, id.charAt(0)))
          .as(id)
          .isEqualTo(p, within(WordCount.fourSigma(p, 20_000)));
    }
  }

  @Test
  void ofTwo_theLessLoadedForItsWeight_hasIt() {
    TestCluster cluster = TestCluster.with(strategy(), 2, 1);

    cluster.stick("a");
    assertThat(cluster.serves(20)).isEqualTo("b".repeat(20));
    cluster.stick("b");
    // 1/2 against 1/1.
    assertThat(cluster.serves(20)).isEqualTo("a".repeat(20));
  }

  /**
   * A thousand requests held by a thousand members: the fullest has ln ln 1000 / ln 2 + O(1) = 2.8
   * + O(1) of them, in the paper's own simulations 3 to 4. One draw alone would give 5 to 7.
   */
  @Test
  void heldRequests_pileUpNoHigherThanThePaperSays() {
    TestCluster two = TestCluster.ofSize(strategy(), 1000);
    TestCluster one = TestCluster.ofSize(Strategies.random(), 1000);

    two.picks(1000);
    one.picks(1000);

    assertThat(WordCount.highest(two)).isLessThanOrEqualTo(4);
    assertThat(WordCount.highest(one)).isGreaterThanOrEqualTo(5);
  }

  @Test
  void scores_areLoads() {
    TestCluster cluster = TestCluster.with(strategy(), 2.5, 1);
    cluster.stick("a");

    assertThat(cluster.score("a")).isEqualTo(0.4);
    assertThat(cluster.score("b")).isZero();
  }
}
