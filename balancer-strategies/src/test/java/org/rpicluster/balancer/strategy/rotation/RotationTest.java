package org.rpicluster.balancer.strategy.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.TestCluster;

class RotationTest {

  private final Rotation rotation = rotation();

  @Test
  void turns_goRoundAndRound() {
    assertThat(turns(14)).isEqualTo("abcabcabcabcab");
  }

  @Test
  void freeze_tellsHowManyTurnsWereTaken_sinceTheOrderBegan() {
    for (int taken = 0; taken < 20; taken++) {
      Rotation fresh = rotation();
      for (int i = 0; i < taken; i++) {
        fresh.next();
      }
      assertThat(fresh.taken()).isEqualTo(taken % 3);
      assertThat(fresh.freeze()).isEqualTo(taken % 3);
    }
  }

  @Test
  void frozenRotation_givesNobody_howeverOftenItIsAsked() {
    turns(7);

    rotation.freeze();

    for (int i = 0; i < 1000; i++) {
      assertThat(rotation.next()).isSameAs(Candidate.NONE);
    }
  }

  @Test
  void none_isFrozen() {
    assertThat(Rotation.NONE.next()).isSameAs(Candidate.NONE);
    assertThat(Rotation.NONE.freeze()).isZero();
    assertThat(Rotation.NONE.taken()).isZero();
  }

  /** Two periods of three. */
  private static Rotation rotation() {
    Candidates abc = TestCluster.ofSize(new ByRequests(), 3).candidates();
    Candidate[] order = {abc.get(0), abc.get(1), abc.get(2), abc.get(0), abc.get(1), abc.get(2)};
    return new Rotation(order, 3);
  }

  private String turns(int count) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      word.append(rotation.next().member().id());
    }
    return word.toString();
  }
}
