package org.rpicluster.balancer.strategy.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.TestCluster;

/** That the order stays the same where the contest hands over to the rotation, and back. */
class ByRequestsRestTest {

  private static final String PERIOD = "aabacaa";

  private final TestCluster cluster = TestCluster.with(new ByRequests(0, 0), 5, 1, 1);

  @Test
  void order_isTheSame_inRotation() {
    assertThat(cluster.serves(7 * 1000)).isEqualTo(PERIOD.repeat(1000));
  }

  @Test
  void update_mayComeAtAnyTurn() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      word.append(cluster.serves(i % 23));
      cluster.publish();
    }

    assertThat(word).startsWith(PERIOD);
    assertThat(word).hasToString(PERIOD.repeat(1000).substring(0, word.length()));
  }

  @Test
  void explanation_disturbsNothing_andIsRightAtAnyTurn() {
    TestCluster twin = TestCluster.with(new ByRequests(Integer.MAX_VALUE, 0), 5, 1, 1);
    twin.picker().charged(twin.candidate("a"));
    cluster.picker().charged(cluster.candidate("a"));
    for (int i = 0; i < 600; i++) {
      assertThat(cluster.serve()).isEqualTo(twin.serve());
      for (String id : new String[] {"a", "b", "c"}) {
        assertThat(cluster.score(id)).as("turn " + i).isEqualTo(twin.score(id));
      }
    }
  }

  @Test
  void exclusion_costsTheExcludedNothing() {
    TestCluster equal = TestCluster.with(new ByRequests(0, 0), 1, 1, 1);
    equal.serves(9);
    PickContext context = new PickContext();
    context.exclude(equal.candidate("a"));
    context.exclude(equal.candidate("a"));

    assertThat(equal.pick(context)).isEqualTo("b");
    assertThat(equal.score("a")).isZero();
    assertThat(equal.score("b")).isEqualTo(-100);
    assertThat(equal.score("c")).isEqualTo(100);
    assertThat(equal.serves(4)).isEqualTo("cabc");
  }
}
