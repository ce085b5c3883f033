package org.rpicluster.balancer.strategy.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.pick.TestCluster;

class CreditsTest {

  private final TestCluster cluster = TestCluster.with(new ByRequests(), 1, 2, 3);
  private final Credits credits = new Credits();

  @Test
  void pick_creditsThoseInTurn_andTheChosenPays() {
    update();
    credits.enter(0);
    credits.enter(2);

    credits.pick(2);

    assertThat(all()).containsExactly(100, 0, -100);
    assertThat(credits.next(0)).isEqualTo(200);
    assertThat(credits.turnWeight()).isEqualTo(400);
  }

  @Test
  void stickyRequest_creditsWhoeverCouldServe() {
    cluster.edit("b", m -> m.state(AdminState.DRAINING));
    cluster.down("c");
    update();
    credits.enter(0);

    credits.charge(1);

    assertThat(all()).containsExactly(100, -100, 0);
  }

  @Test
  void creditOutOfTurn_isFrozen() {
    update();
    credits.enter(0);
    credits.enter(1);
    credits.pick(0);
    credits.leave(1);
    credits.pick(0);
    credits.pick(0);

    assertThat(all()).containsExactly(-200, 200, 0);
    credits.enter(1);
    credits.pick(0);
    assertThat(all()).containsExactly(-400, 400, 0);
  }

  @Test
  void update_keepsTheCreditOfThoseWhoStay_only() {
    update();
    credits.enter(0);
    credits.enter(1);
    credits.pick(0);
    cluster.remove("b");
    cluster.add(TestCluster.member("n").build());

    update();

    assertThat(all()).containsExactly(-200, 0, 0);
    assertThat(credits.turnWeight()).isZero();
  }

  @Test
  void stranger_isNotKnown() {
    update();
    assertThat(credits.knows(cluster.candidate("c"))).isTrue();

    var left = cluster.candidate("c");
    cluster.remove("c");
    update();
    assertThat(credits.knows(left)).isFalse();
    cluster.add(TestCluster.member("n").build());
    update();
    assertThat(credits.knows(left)).isFalse();
  }

  private void update() {
    credits.update(cluster.candidates());
  }

  private long[] all() {
    return new long[] {credits.of(0), credits.of(1), credits.of(2)};
  }
}
