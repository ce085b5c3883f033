package org.rpicluster.balancer.strategy.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;

/**
 * Which keys move when a cluster with a hashing strategy changes: those that must, and no other.
 */
class RemapTest {

  private static final int KEYS = 20_000;

  private final TestCluster cluster = TestCluster.with(Strategies.rendezvous(HashKey.CLIENT), 1, 1);

  RemapTest() {
    for (int i = 2; i < 8; i++) {
      cluster.add(TestCluster.member(TestCluster.name(i)).build());
    }
  }

  @Test
  void leaving_movesOnlyTheKeysOfTheOneThatLeft() {
    String before = homes();
    cluster.remove("c");
    String after = homes();

    for (int i = 0; i < KEYS; i++) {
      if (before.charAt(i) != 'c') {
        assertThat(after.charAt(i)).as("key %d", i).isEqualTo(before.charAt(i));
      }
    }
    assertThat(moved(before, after)).isEqualTo(WordCount.share(before, 'c'));
  }

  @Test
  void joining_movesOnlyWhatTheNewOneGets() {
    String before = homes();
    cluster.add(TestCluster.member("n").build());
    String after = homes();

    for (int i = 0; i < KEYS; i++) {
      assertThat(after.charAt(i)).as("key %d", i).isIn(before.charAt(i), 'n');
    }
    double p = 1.0 / 9;
    assertThat(moved(before, after)).isEqualTo(p, within(WordCount.fourSigma(p, KEYS)));
  }

  @Test
  void moreWeight_movesOnlyTheDifference_toItsOwner() {
    String before = homes();
    cluster.edit("c", m -> m.weight(2));
    String after = homes();

    for (int i = 0; i < KEYS; i++) {
      assertThat(after.charAt(i)).as("key %d", i).isIn(before.charAt(i), 'c');
    }
    // From 1/8 of the keys to 2/9.
    double p = 2.0 / 9 - 1.0 / 8;
    assertThat(moved(before, after)).isEqualTo(p, within(WordCount.fourSigma(p, KEYS)));
  }

  @Test
  void goingDownAndUp_bringsEveryKeyHome() {
    String before = homes();
    cluster.down("e");
    homes();
    cluster.up("e");

    assertThat(homes()).isEqualTo(before);
  }

  @Test
  void lostKeys_areSpreadOverTheOthers() {
    String before = homes();
    cluster.remove("c");
    String after = homes();

    StringBuilder heirs = new StringBuilder();
    for (int i = 0; i < KEYS; i++) {
      if (before.charAt(i) == 'c') {
        heirs.append(after.charAt(i));
      }
    }
    double p = 1.0 / 7;
    for (char id : "abdefgh".toCharArray()) {
      assertThat(WordCount.share(heirs.toString(), id))
          .isEqualTo(p, within(WordCount.fourSigma(p, heirs.length())));
    }
  }

  private String homes() {
    StringBuilder homes = new StringBuilder();
    for (int i = 0; i < KEYS; i++) {
      PickContext context = new PickContext();
      context.hashKey("user-" + i);
      homes.append(cluster.serve(context));
    }
    return homes.toString();
  }

  private static double moved(String before, String after) {
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      moved += before.charAt(i) == after.charAt(i) ? 0 : 1;
    }
    return (double) moved / KEYS;
  }
}
