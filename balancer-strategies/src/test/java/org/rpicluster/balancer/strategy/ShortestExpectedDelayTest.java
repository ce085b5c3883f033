package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;

class ShortestExpectedDelayTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return Strategies.shortestExpectedDelay();
  }

  /** Delays of a, b, c after each pick: 1/4 1/2 1/1, 2/4 …: ties are left out on purpose. */
  @Test
  void heldRequests_goWhereTheyEndFirst() {
    TestCluster cluster = TestCluster.with(strategy(), 4, 2.1, 1.1);

    // a: .25 .5 .75 1, b: .476 .952, c: .909.
    assertThat(cluster.picks(7)).isEqualTo("abaacba");
  }

  @Test
  void fastestMember_servesAlone_whileItIsIdle() {
    assertThat(TestCluster.with(strategy(), 1, 3, 1).serves(10)).isEqualTo("b".repeat(10));
  }

  @Test
  void equals_areChosenByChance_withoutAPreference() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 4);
    cluster.stick("b");

    String word = cluster.serves(20_000);

    for (char id : new char[] {'a', 'c', 'd'}) {
      double p = 1.0 / 3;
      assertThat(WordCount.share(word, id)).isEqualTo(p, within(WordCount.fourSigma(p, 20_000)));
    }
  }

  @Test
  void hundredHeldRequests_areLevelled() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 10);

    cluster.picks(101);

    assertThat(WordCount.highest(cluster)).isEqualTo(11);
  }

  @Test
  void next_isWhoIsPicked_unlessChanceDecides() {
    TestCluster cluster = TestCluster.with(strategy(), 2, 1, 1);

    assertThat(cluster.picker().next()).isSameAs(cluster.candidate("a"));
    cluster.picks(1);
    assertThat(cluster.score("a")).isEqualTo(1);
    assertThat(cluster.picker().next()).isSameAs(Candidate.NONE);
  }
}
