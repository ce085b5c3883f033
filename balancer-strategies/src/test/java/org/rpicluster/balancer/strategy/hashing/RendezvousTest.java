package org.rpicluster.balancer.strategy.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;

class RendezvousTest extends PickerContract {

  private static final int KEYS = 20_000;

  @Override
  protected Strategy strategy() {
    return Strategies.rendezvous(HashKey.CLIENT);
  }

  @Override
  protected PickContext context(int request) {
    return keyed("client-" + request);
  }

  @Test
  void sameKey_findsTheSameMember() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 8);

    String home = cluster.serve(keyed("10.0.0.7"));

    for (int i = 0; i < 100; i++) {
      assertThat(cluster.serve(keyed("10.0.0.7"))).isEqualTo(home);
    }
  }

  /** Members are known by their ids: neither slots nor order nor chance nor a restart matter. */
  @Test
  void sameKey_findsTheSameMember_inAnotherBalancer() {
    TestCluster one = TestCluster.ofSize(strategy(), 4);
    TestCluster other = new TestCluster(strategy());
    for (String id : new String[] {"d", "x", "b", "a", "c"}) {
      other.add(TestCluster.member(id).build());
    }
    other.remove("x");

    for (int i = 0; i < 1000; i++) {
      assertThat(other.serve(context(i))).isEqualTo(one.serve(context(i)));
    }
  }

  @Test
  void keys_areSharedByWeight() {
    requireShares(5, 2.5, 1);
  }

  @Test
  void keys_areSharedByWeight_amongSeveralOfEach() {
    requireShares(1, 4, 1, 4, 1, 4, 4);
  }

  private void requireShares(double... weights) {
    TestCluster cluster = TestCluster.with(strategy(), weights);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < KEYS; i++) {
      word.append(cluster.serve(context(i)));
    }
    for (int i = 0; i < weights.length; i++) {
      double p = cluster.score(TestCluster.name(i));
      assertThat(WordCount.share(word.toString(), TestCluster.name(i).charAt(0)))
          .as("member %d", i)
          .isEqualTo(p, within(WordCount.fourSigma(p, KEYS)));
    }
  }

  @Test
  void requests_withoutAKey_areSpreadByWeight() {
    TestCluster cluster = TestCluster.with(strategy(), 3, 1);

    String word = cluster.serves(KEYS);

    double p = 0.75;
    assertThat(WordCount.share(word, 'a')).isEqualTo(p, within(WordCount.fourSigma(p, KEYS)));
  }

  @Test
  void retry_goesWhereTheKeyWouldGo_withoutTheFailedMember() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 5);
    TestCluster without = TestCluster.ofSize(strategy(), 5);
    without.down("c");

    for (int i = 0; i < 500; i++) {
      PickContext context = context(i);
      context.exclude(cluster.candidate("c"));
      assertThat(cluster.serve(context)).isEqualTo(without.serve(context(i)));
    }
  }

  private static PickContext keyed(String key) {
    PickContext context = new PickContext();
    context.hashKey(key);
    return context;
  }
}
