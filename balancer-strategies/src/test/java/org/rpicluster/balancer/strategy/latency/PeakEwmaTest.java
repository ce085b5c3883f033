package org.rpicluster.balancer.strategy.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;

class PeakEwmaTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return Strategies.peakEwma();
  }

  @Test
  void equallyFastMembers_getTheirShares() {
    TestCluster cluster = TestCluster.with(strategy(), 5, 2.5, 1);
    cluster.serves(50);

    String word = cluster.serves(20_000);

    // One at a time, a millisecond each: what differs is only how long ago the last sample was,
    // which fades by some ms / 10 s; a factor so near to 1 is drawn in 1 of 64 draws at most.
    for (String id : new String[] {"a", "b", "c"}) {
      double p = cluster.candidate(id).weight() / 850.0;
      double tolerance = WordCount.fourSigma(p, 20_000) + 1.0 / 64;
      assertThat(WordCount.share(word, id.charAt(0))).as(id).isEqualTo(p, within(tolerance));
    }
  }

  @Test
  void memberWithoutHistory_isProbedByOneRequest_untilItAnswers() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    Candidate known = cluster.candidate("a");
    cluster.observe(known, Outcome.SUCCESS, 1_000_000);

    String word = cluster.picks(20);

    // b is idle and unknown when it is first drawn; then it counts as a second slow.
    assertThat(word.chars().filter(c -> c == 'b').count()).isBetween(1L, 3L);
  }

  @Test
  void unknownMembers_areCompared_byWhatIsInFlight() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 2);

    cluster.picks(100);

    // The penalty is a number: 1 s times in flight + 1. Beyond a factor of two chance has no say,
    // but for one pick in 32.
    assertThat(cluster.candidate("a").counters().inFlight()).isBetween(30, 70);
    assertThat(cluster.score("a")).isEqualTo(1e9);
  }

  @Test
  void memberThatBecomesSlow_isLeft_withOneAnswer() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    cluster.serves(100);
    cluster.observe(cluster.candidate("a"), Outcome.SUCCESS, 50_000_000);

    // a is drawn first in half of the picks that explore, 1 in 32: 1/64 of 1000 is 16, deviation 4.
    assertThat(WordCount.share(cluster.serves(1000), 'a')).isLessThan(0.032);
  }

  @Test
  void failure_countsAsASecond_howeverFastItWas() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    cluster.serves(10);

    cluster.observe(cluster.candidate("a"), Outcome.CONNECT_FAILED, 1000);
    assertThat(cluster.score("a")).isEqualTo(1e9);

    cluster.observe(cluster.candidate("a"), Outcome.TIMED_OUT, 5_000_000_000L);
    assertThat(cluster.score("a")).isEqualTo(5e9);
  }

  @Test
  void observation_ofAMemberThatLeft_isIgnored() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    Candidate left = cluster.candidate("b");
    cluster.remove("b");
    cluster.add(TestCluster.member("n").build());

    cluster.observe(left, Outcome.SUCCESS, 5_000_000_000L);

    assertThat(cluster.score("n")).isZero();
    assertThat(cluster.pick(new PickContext())).matches("[an]");
  }

  @Test
  void latency_staysThroughChanges() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    cluster.observe(cluster.candidate("a"), Outcome.SUCCESS, 3_000_000);

    cluster.down("a");
    cluster.add(TestCluster.member("n").build());
    cluster.up("a");

    assertThat(cluster.score("a")).isEqualTo(3e6);
  }

  @Test
  void decay_isChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strategies.peakEwma(Duration.ZERO))
        .withMessage("decay: PT0S (expected: more than 0)");
  }
}
