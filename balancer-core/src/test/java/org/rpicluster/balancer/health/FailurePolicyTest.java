package org.rpicluster.balancer.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.time.Chance;

class FailurePolicyTest {

  private static final FailurePolicy DEFAULT = FailurePolicy.DEFAULT;

  @Test
  void apache_isOneFailureForAMinute() {
    assertThat(FailurePolicy.APACHE.detection().failures()).isEqualTo(1);
    assertThat(FailurePolicy.APACHE.detection().counted())
        .containsExactlyInAnyOrder(Outcome.CONNECT_FAILED, Outcome.BAD_STATUS);
    for (int ejections = 1; ejections < 5; ejections++) {
      assertThat(FailurePolicy.APACHE.recovery().retry(ejections, Chance.system()))
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void timeouts_canBeLeftOut_andAdded() {
    assertThat(DEFAULT.timeouts(false).detection().timeouts()).isFalse();
    assertThat(DEFAULT.timeouts(false).timeouts(true)).isEqualTo(DEFAULT);
    assertThat(FailurePolicy.APACHE.timeouts(true).detection().timeouts()).isTrue();
  }

  @Test
  void lowerLimitOfFailures_lowersThatOfConnections() {
    FailurePolicy changed = DEFAULT.failures(5).connectFailures(4).failures(2);

    assertThat(changed.detection().connectFailures()).isEqualTo(2);
  }

  @Test
  void longerRetry_raisesItsLimit_andOneThatDoesNotGrow_goesOnNotGrowing() {
    assertThat(DEFAULT.retry(Duration.ofMinutes(5)).recovery().retryMax())
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(FailurePolicy.APACHE.retry(Duration.ofSeconds(1)).recovery().retryMax())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void retries_growTwofold_upToTheirLimit_andAreSpreadByATenth() {
    Recovery recovery = DEFAULT.recovery();
    long[] seconds = {5, 10, 20, 40, 60, 60};
    for (int i = 0; i < seconds.length; i++) {
      Duration unswung = Duration.ofSeconds(seconds[i]);
      Duration least = recovery.retry(i + 1, () -> 0);
      Duration most = recovery.retry(i + 1, () -> -1L);
      assertThat(least).isEqualTo(unswung.multipliedBy(9).dividedBy(10));
      assertThat(most).isGreaterThan(unswung.multipliedBy(99).dividedBy(100));
      assertThat(most)
          .isLessThanOrEqualTo(
              i < 4 ? unswung.multipliedBy(11).dividedBy(10) : Duration.ofSeconds(60));
    }
    assertThat(recovery.retry(Integer.MAX_VALUE, Chance.seeded(1)))
        .isLessThanOrEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void ejections_areCapped_butForThoseWithoutAConnection() {
    Detection half = DEFAULT.detection();

    assertThat(half.mayEject(Outcome.RESET, 0, 4)).isTrue();
    assertThat(half.mayEject(Outcome.RESET, 1, 4)).isTrue();
    assertThat(half.mayEject(Outcome.RESET, 2, 4)).isFalse();
    assertThat(half.mayEject(Outcome.CONNECT_FAILED, 3, 4)).isTrue();
    assertThat(half.mayEject(Outcome.RESET, 0, 1)).as("one may be out in any case").isTrue();
    assertThat(DEFAULT.ejectPercentMax(0).detection().mayEject(Outcome.RESET, 0, 4)).isFalse();
  }

  @Test
  void ejectionsForErrors_leaveOneMemberAtLeast() {
    Detection any = DEFAULT.ejectPercentMax(100).detection();

    assertThat(any.mayEject(Outcome.SERVER_ERROR, 2, 4)).isTrue();
    assertThat(any.mayEject(Outcome.SERVER_ERROR, 3, 4)).isFalse();
    assertThat(DEFAULT.detection().mayEject(Outcome.SERVER_ERROR, 0, 1)).isFalse();
    assertThat(DEFAULT.detection().mayEject(Outcome.SERVER_ERROR, 0, 2)).isTrue();
  }

  @Test
  void errors_are500AndAbove_butFor501And505() {
    Detection ours = DEFAULT.detection();

    for (int status : List.of(500, 502, 503, 504, 506, 511, 599, 600, 999)) {
      assertThat(ours.outcomeOf(status)).as("%d", status).isEqualTo(Outcome.SERVER_ERROR);
      assertThat(FailurePolicy.APACHE.detection().outcomeOf(status)).isEqualTo(Outcome.SUCCESS);
      assertThat(DEFAULT.noErrors().detection().outcomeOf(status)).isEqualTo(Outcome.SUCCESS);
    }
    for (int status : List.of(100, 101, 200, 304, 404, 429, 499, 501, 505)) {
      assertThat(ours.outcomeOf(status)).as("%d", status).isEqualTo(Outcome.SUCCESS);
    }
    assertThat(DEFAULT.statuses(Set.of(404, 500)).detection().outcomeOf(404))
        .isEqualTo(Outcome.BAD_STATUS);
    assertThat(DEFAULT.statuses(Set.of(404, 500)).detection().outcomeOf(500))
        .isEqualTo(Outcome.BAD_STATUS);
  }

  @Test
  void higherLimitOfFailures_raisesThatOfErrors() {
    assertThat(DEFAULT.failures(4).detection().errors()).isEqualTo(5);
    assertThat(DEFAULT.failures(9).detection().errors()).isEqualTo(9);
    assertThat(DEFAULT.failures(9).errors(2).detection().errors()).isEqualTo(2);
  }

  @Test
  void values_outOfRange_areRefused_byName() {
    refused(() -> DEFAULT.failures(0), "failures: 0 (expected: 1 or more)");
    refused(() -> DEFAULT.connectFailures(4), "connectFailures: 4 (expected: 1 to 3)");
    refused(() -> DEFAULT.retry(Duration.ofSeconds(-1)), "retry: PT-1S (expected: 0 or more)");
    refused(
        () -> DEFAULT.retryMax(Duration.ofSeconds(1)),
        "retryMax: 1000 ms (expected: 5000 ms or more)");
    refused(
        () -> DEFAULT.slowStart(Duration.ofSeconds(-1)), "slowStart: PT-1S (expected: 0 or more)");
    refused(() -> DEFAULT.ejectPercentMax(101), "ejectMax: 101% (expected: 0% to 100%)");
    refused(() -> DEFAULT.errors(0), "errors: 0 (expected: 1 or more)");
    refused(() -> DEFAULT.statuses(Set.of(99)), "statuses: 99 (expected: 100 to 999)");
    refused(() -> DEFAULT.statuses(Set.of(1000)), "statuses: 1000 (expected: 100 to 999)");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
