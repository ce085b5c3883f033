package org.rpicluster.balancer.pick;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PickContextTest {

  private final TestCluster cluster = TestCluster.ofSize(new RoundRobin(), 20);
  private final PickContext context = new PickContext();

  @Test
  void excludes_asManyAsItIsTold() {
    assertThat(context.excludesNobody()).isTrue();
    for (int i = 0; i < 15; i++) {
      context.exclude(candidate(i));
    }

    for (int i = 0; i < 20; i++) {
      assertThat(context.excludes(candidate(i))).isEqualTo(i < 15);
    }
    assertThat(context.excludesNobody()).isFalse();
  }

  @Test
  void cleared_excludesNobody() {
    context.exclude(candidate(3));
    context.take(candidate(4));

    context.clear();

    assertThat(context.excludesNobody()).isTrue();
    assertThat(context.excludes(candidate(3))).isFalse();
    assertThat(context.taken()).isSameAs(Candidate.NONE);
  }

  @Test
  void take_beginsTheRequest_withinTheLimit() {
    cluster.edit("a", m -> m.maxInFlight(1));
    Candidate limited = cluster.candidate("a");

    assertThat(context.take(limited)).isTrue();
    assertThat(context.taken()).isSameAs(limited);
    context.handOver();
    assertThat(context.take(limited)).isFalse();
    assertThat(context.taken()).isSameAs(Candidate.NONE);
    assertThat(limited.counters().inFlight()).isEqualTo(1);
  }

  private Candidate candidate(int index) {
    return cluster.candidates().get(index);
  }
}
