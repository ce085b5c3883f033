package org.rpicluster.balancer.strategy.leastload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;

class ShortestExpectedDelayTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return Strategies.shortestExpectedDelay();
  }

  /** The delays on offer, in order; no two are equal. */
  @Test
  void heldRequests_goWhereTheyEndFirst() {
    TestCluster cluster = TestCluster.with(strategy(), 4, 2.1, 1.1);

    // a: .25 .5 .75 1, b: .476 .952, c: .909: sorted, they spell the word.
    assertThat(cluster.picks(7)).isEqualTo("abaacba");
  }

  @Test
  void fastestMember_servesAlone_whileItIsIdle() {
    assertThat(TestCluster.with(strategy(), 1, 3, 1).serves(10)).isEqualTo("b".repeat(10));
  }

  @Test
  void equals_takeTurns() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 4);
    cluster.stick("b");

    assertThat(cluster.serves(9)).isEqualTo("acdacdacd");
  }

  /** 1/99.99 and 1/100 differ by one in a million, 1/1.01 and 2/2.01 by five in a thousand. */
  @Test
  void delays_thatDifferByLittle_areToldApart() {
    assertThat(TestCluster.with(strategy(), 99.99, 100).serves(5)).isEqualTo("bbbbb");

    TestCluster cluster = TestCluster.with(strategy(), 2.01, 1.01);
    cluster.stick("a");
    assertThat(cluster.serves(5)).isEqualTo("bbbbb");
  }

  @Test
  void hundredHeldRequests_areLevelled() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 10);

    cluster.picks(101);

    assertThat(WordCount.highest(cluster)).isEqualTo(11);
  }
}
