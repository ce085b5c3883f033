package org.rpicluster.balancer.strategy.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.TestCluster;

/** When the order is known, and when it is not waited for. */
class RecordingTest {

  private static final int PATIENCE = 10;

  private final Recording recording = new Recording(PATIENCE);

  @Test
  void order_isKnown_afterOnePeriod() {
    TestCluster cluster = TestCluster.with(new ByRequests(), 5, 1, 1);
    recording.update(cluster.candidates());

    assertThat(picksUntilKnown(cluster)).isEqualTo(7);
  }

  @Test
  void order_ofWeightsWithACommonDivisor_isShorter() {
    TestCluster cluster = TestCluster.with(new ByRequests(), 50, 25, 25);
    recording.update(cluster.candidates());

    assertThat(picksUntilKnown(cluster)).isEqualTo(4);
  }

  @Test
  void recordedOrder_goesOnWhereThePicksEnded() {
    TestCluster cluster = TestCluster.with(new ByRequests(), 3, 2, 1);
    recording.update(cluster.candidates());
    Rotation rotation = Rotation.NONE;
    while (rotation == Rotation.NONE) {
      rotation = recording.add(cluster.begin(new PickContext()));
    }

    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      word.append(rotation.next().member().id());
    }

    assertThat(word).hasToString("abacba".repeat(100));
  }

  @Test
  void transient_isNotTakenForAPeriod() {
    TestCluster cluster = TestCluster.with(new ByRequests(), 1, 1, 1);
    recording.update(cluster.candidates());
    for (int i = 0; i < 3; i++) {
      cluster.stick("a");
    }

    // Until a has paid: b and c alone, twice three picks. Then a whole period.
    assertThat(picksUntilKnown(cluster)).isEqualTo(9);
  }

  @Test
  void disturbedOrder_isWaitedFor() {
    TestCluster cluster = TestCluster.with(new ByRequests(), 5, 1, 1);
    recording.update(cluster.candidates());
    recording.disturbed(Rotation.NONE);

    assertThat(picksUntilKnown(cluster)).isEqualTo(PATIENCE + 7);
  }

  @Test
  void orderOfManyWeights_isNotRecorded() {
    double[] weights = new double[100];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 99.99 - i / 100.0;
    }
    TestCluster cluster = TestCluster.with(new ByRequests(), weights);
    recording.update(cluster.candidates());
    Candidate any = cluster.candidates().get(0);

    for (int i = 0; i < 2 * Recording.PERIOD_MAX; i++) {
      assertThat(recording.add(any)).isSameAs(Rotation.NONE);
    }
  }

  @Test
  void orderOfLimitedMembers_isNotRecorded() {
    TestCluster cluster = TestCluster.with(new ByRequests(), 1, 1);
    cluster.edit("b", m -> m.maxInFlight(100));
    recording.update(cluster.candidates());

    for (int i = 0; i < 100; i++) {
      assertThat(recording.add(cluster.candidates().get(i % 2))).isSameAs(Rotation.NONE);
    }
  }

  private int picksUntilKnown(TestCluster cluster) {
    for (int picks = 1; picks < 1000; picks++) {
      if (recording.add(cluster.begin(new PickContext())) != Rotation.NONE) {
        return picks;
      }
    }
    throw new AssertionError("never");
  }
}
