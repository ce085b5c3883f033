package org.rpicluster.balancer.strategy.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;
import org.rpicluster.balancer.time.Chance;

/** Rendezvous hashing with a bounded load. */
class BoundedLoadTest extends PickerContract {

  private static final int HELD = 400;

  @Override
  protected Strategy strategy() {
    return Strategies.rendezvous(HashKey.CLIENT, 1.25);
  }

  @Override
  protected PickContext context(int request) {
    return keyed(request);
  }

  /** However hot one key is, its member gets ceil(1.25 · 400 / 8) = 63, and no member more. */
  @Test
  void hotKey_doesNotOverloadItsMember() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 8);

    hold(cluster, i -> 42);

    assertThat(WordCount.highest(cluster)).isEqualTo(63);
  }

  /**
   * Half of the weight is on one member: ceil(1.25 · 400 · 4 / 8) = 250, others a quarter of it.
   */
  @Test
  void bound_goesByWeight() {
    TestCluster cluster = TestCluster.with(strategy(), 4, 1, 1, 1, 1);

    hold(cluster, i -> 42);

    for (Candidate candidate : cluster.candidates().members()) {
      int bound = (int) Math.ceil(1.25 * HELD * candidate.weight() / 800);
      assertThat(candidate.counters().inFlight()).isLessThanOrEqualTo(bound);
    }
  }

  /**
   * Keys by Zipf's law, s = 1, as page views are: without a bound the fullest of 8 has more than
   * twice its share; with one most requests still find the member of their key.
   */
  @Test
  void skewedKeys_areLevelled_andMostlyFindTheirMember() {
    TestCluster bounded = TestCluster.ofSize(strategy(), 8);
    TestCluster free = TestCluster.ofSize(Strategies.rendezvous(HashKey.CLIENT), 8);
    Chance chance = Chance.seeded(7);
    int home = 0;
    for (int i = 0; i < HELD; i++) {
      long key = zipf(chance);
      home += bounded.pick(keyed(key)).equals(free.pick(keyed(key))) ? 1 : 0;
    }
    assertThat(WordCount.highest(free)).isGreaterThan(63);
    assertThat(WordCount.highest(bounded)).isLessThanOrEqualTo(63);
    assertThat(home).isGreaterThan(HELD * 2 / 3);
  }

  @Test
  void idleCluster_keepsEveryKeyAtHome() {
    TestCluster bounded = TestCluster.ofSize(strategy(), 8);
    TestCluster free = TestCluster.ofSize(Strategies.rendezvous(HashKey.CLIENT), 8);

    for (int i = 0; i < 1000; i++) {
      assertThat(bounded.serve(keyed(i))).isEqualTo(free.serve(keyed(i)));
    }
  }

  /** Every member within the bound is excluded: rather one above it than none. */
  @Test
  void bound_yieldsWhenNobodyElseIsLeft() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 2);
    cluster.stick("a");
    PickContext context = keyed(1);
    context.exclude(cluster.candidate("b"));

    assertThat(cluster.pick(context)).isEqualTo("a");
  }

  private static void hold(TestCluster cluster, IntToLongFunction key) {
    for (int i = 0; i < HELD; i++) {
      cluster.pick(keyed(key.applyAsLong(i)));
    }
  }

  /** The continuous form over ranks 1 to 10 000: log-uniform. */
  private static long zipf(Chance chance) {
    return (long) Math.pow(10_000, chance.below(1 << 20) / (double) (1 << 20));
  }

  private static PickContext keyed(long key) {
    PickContext context = new PickContext();
    context.hashKey(key);
    return context;
  }
}
