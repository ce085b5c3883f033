package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Recovery;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;

/** What becomes of a member that fails, in manual time. */
class BalancerHealthTest {

  private static final Duration RETRY = Duration.ofSeconds(60);
  private static final Duration INSTANT = Duration.ofNanos(1);

  private final ManualTime time = new ManualTime();
  private final List<String> told = new ArrayList<>();
  private final Balancer balancer = balancer(1);

  @Test
  void failedMember_isOut_untilItsRetryTimeIsOver() {
    next(Outcome.CONNECT_FAILED);
    assertThat(healths()).isEqualTo("a down, b up");

    time.advance(RETRY.minus(INSTANT));
    assertThat(healths()).isEqualTo("a down, b up");
    time.advance(INSTANT);

    assertThat(healths()).isEqualTo("a half open, b up");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void halfOpenMember_isUp_afterItsFirstSuccess() {
    next(Outcome.RESET);
    time.advance(RETRY);

    for (int i = 0; i < 2; i++) {
      next(Outcome.SUCCESS);
    }

    assertThat(healths()).isEqualTo("a up, b up");
  }

  @Test
  void halfOpenMember_isDownAgain_afterItsFirstFailure() {
    next(Outcome.RESET);
    time.advance(RETRY);

    while (healths().startsWith("a half open")) {
      Lease lease = balancer.acquire();
      lease.complete(lease.slot() == 0 ? Outcome.RESET : Outcome.SUCCESS);
    }

    assertThat(healths()).isEqualTo("a down, b up");
    time.advance(RETRY);
    assertThat(healths()).isEqualTo("a half open, b up");
  }

  @Test
  void cancelledRequest_saysNothingAboutItsMember() {
    next(Outcome.CANCELLED);

    assertThat(healths()).isEqualTo("a up, b up");
  }

  @Test
  void failures_mustFollowEachOther_toTakeAMemberOut() {
    Balancer patient = balancer(2);
    Lease first = patient.acquire();
    patient.acquire().complete(Outcome.SUCCESS);

    first.complete(Outcome.RESET);
    assertThat(Observed.healths(patient)).isEqualTo("a suspect, b up");
    patient.acquire().complete(Outcome.SUCCESS);
    assertThat(Observed.healths(patient)).isEqualTo("a up, b up");
  }

  /** Both were picked while the member was up: what counts is how it is when they end. */
  @Test
  void successBetweenTwoFailures_breaksTheRow_thoughAllThreeWereInFlight() {
    Balancer patient = balancer(2);
    Lease first = patient.acquire();
    patient.acquire();
    Lease second = patient.acquire();
    patient.acquire();
    Lease third = patient.acquire();

    first.complete(Outcome.RESET);
    second.complete(Outcome.SUCCESS);
    third.complete(Outcome.RESET);

    assertThat(Observed.healths(patient)).isEqualTo("a suspect, b up");
  }

  @Test
  void whenEveryMemberIsDown_allAreTried_ratherThanNobody() {
    next(Outcome.RESET);
    next(Outcome.RESET);

    assertThat(healths()).isEqualTo("a half open, b half open");
    assertThat(balancer.candidates().size()).isEqualTo(2);
  }

  /** Or each request to a dead cluster would be several lines in a log. */
  @Test
  void whenEveryMemberIsTried_furtherFailuresAreNoNews_andTheFirstSuccessIs() {
    next(Outcome.RESET);
    next(Outcome.RESET);
    told.clear();

    for (int i = 0; i < 100; i++) {
      next(Outcome.RESET);
    }
    assertThat(told).isEmpty();
    assertThat(balancer.candidates().size()).isEqualTo(2);

    next(Outcome.SUCCESS);
    assertThat(told).hasSize(1);
  }

  /** What is known of those who are tried says nothing of one who drains and has a single trial. */
  @Test
  void whenEveryMemberIsTried_theFailedTrialOfOneThatDrains_isNotItsLast() {
    Member draining = member("c").route("c").state(AdminState.DRAINING).build();
    Balancer one =
        Balancer.builder("test", new RoundRobin())
            .members(List.of(A, draining))
            .ticker(time)
            .scheduler(time)
            .build();
    session(one).complete(Outcome.CONNECT_FAILED);
    time.advance(RETRY);
    one.acquire().complete(Outcome.CONNECT_FAILED);
    assertThat(Observed.healths(one)).isEqualTo("a half open, c half open");

    session(one).complete(Outcome.CONNECT_FAILED);
    time.advance(RETRY);
    session(one).complete(Outcome.SUCCESS);

    assertThat(Observed.healths(one)).isEqualTo("a half open, c recovering");
  }

  private static Lease session(Balancer balancer) {
    PickContext context = new PickContext();
    context.route("c", true);
    return balancer.acquire(context);
  }

  @Test
  void disabledMember_thatIsNotDown_preventsTheForcedRecovery() {
    balancer.update(List.of(A, B, member("c").state(AdminState.DISABLED).build()));

    next(Outcome.RESET);
    next(Outcome.RESET);

    assertThat(healths()).isEqualTo("a down, b down, c up");
  }

  @Test
  void lastMemberThatIsUp_leaving_bringsTheOthersBack() {
    next(Outcome.RESET);

    balancer.update(List.of(A));

    assertThat(healths()).isEqualTo("a half open");
  }

  @Test
  void retryTimer_ofAnEarlierFailure_doesNotCutTheLaterOneShort() {
    next(Outcome.RESET);
    time.advance(Duration.ofSeconds(30));
    balancer.recover("a");
    while (!healths().startsWith("a down")) {
      Lease lease = balancer.acquire();
      lease.complete(lease.slot() == 0 ? Outcome.RESET : Outcome.SUCCESS);
    }

    time.advance(Duration.ofSeconds(30));
    assertThat(healths()).isEqualTo("a down, b up");
    time.advance(Duration.ofSeconds(30));
    assertThat(healths()).isEqualTo("a half open, b up");
  }

  @Test
  void memberThatLeft_isNotBroughtBack_byItsTimer() {
    next(Outcome.RESET);
    balancer.update(List.of(B));

    time.advance(RETRY);

    assertThat(healths()).isEqualTo("b up");
  }

  @Test
  void stoppedMember_isNotRetried_untilItIsStartedAgain() {
    next(Outcome.RESET);
    balancer.update(List.of(A.but().state(AdminState.STOPPED).build(), B));
    time.advance(RETRY);
    assertThat(healths()).isEqualTo("a down, b up");

    balancer.update(List.of(A, B));
    time.advance(RETRY);

    assertThat(healths()).isEqualTo("a half open, b up");
  }

  @Test
  void recovery_givesAMemberRequestsAtOnce() {
    next(Outcome.RESET);

    balancer.recover("a");

    assertThat(healths()).isEqualTo("a half open, b up");
    assertThat(balancer.candidates().size()).isEqualTo(2);
  }

  @Test
  void recovery_ofNobody_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> balancer.recover("x"))
        .withMessage("id: x (expected: a member)");
  }

  @Test
  void observer_isToldOfEachChange_withItsReason() {
    next(Outcome.CONNECT_FAILED);
    time.advance(RETRY);
    next(Outcome.SUCCESS);
    next(Outcome.SUCCESS);

    assertThat(told)
        .containsExactly(
            "a up to down: connect failed",
            "a down to half open: tried again after connect failed",
            "a half open to up: answered again");
  }

  private static final Member A = member("a").build();
  private static final Member B = member("b").build();

  private Balancer balancer(int failures) {
    return Balancer.builder("test", new RoundRobin())
        .members(List.of(A, B))
        .failurePolicy(policy(failures))
        .ticker(time)
        .scheduler(time)
        .observer(
            new BalancerObserver() {
              @Override
              public void healthChanged(Member member, Health from, Health to) {
                String change = from.name() + " to " + to.name() + ": " + to.reason();
                told.add(member.id() + " " + change);
              }
            })
        .build();
  }

  /** Every outcome that blames a member counts, and it comes back with its full weight at once. */
  private static FailurePolicy policy(int failures) {
    Recovery recovery = new Recovery(RETRY, RETRY, false, Duration.ZERO, ForcedRecovery.AS_APACHE);
    return new FailurePolicy(FailurePolicy.DEFAULT.detection(), recovery)
        .ejectPercentMax(100)
        .failures(failures);
  }

  private void next(Outcome outcome) {
    balancer.acquire().complete(outcome);
  }

  private String healths() {
    return Observed.healths(balancer);
  }
}
