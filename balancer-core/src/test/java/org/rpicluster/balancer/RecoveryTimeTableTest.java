package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;

/** The default policy as a table of times: who is out when, for how long, and how it comes back. */
class RecoveryTimeTableTest {

  private static final Duration MILLI = Duration.ofMillis(1);

  private final ManualTime time = new ManualTime();
  private final Set<String> dead = new HashSet<>();
  private final List<String> panics = new ArrayList<>();
  // No jitter: the highest chance swings a tenth up, the middle not at all.
  private final Balancer balancer =
      Balancer.builder("test", new RoundRobin())
          .members(List.of(member("a").build(), member("b").build(), member("c").build()))
          .member(member("d").build())
          .failurePolicy(FailurePolicy.DEFAULT)
          .ticker(time)
          .scheduler(time)
          .chance(() -> 1L << 63)
          .observer(
              new BalancerObserver() {
                @Override
                public void everyMemberDown() {
                  panics.add("all");
                }

                @Override
                public void healthChanged(Member member, Health from, Health to) {}
              })
          .build();

  @Test
  void memberWithoutAConnection_isOutAtOnce_forTwiceAsLongEachTime_upToAMinute() {
    dead.add("a");
    long[] seconds = {5, 10, 20, 40, 60, 60};
    requests(4);

    for (long out : seconds) {
      assertThat(health("a")).as("out for %d s", out).isEqualTo("down");
      time.advance(Duration.ofSeconds(out).minus(MILLI));
      assertThat(health("a")).isEqualTo("down");
      time.advance(MILLI);
      assertThat(health("a")).isEqualTo("half open");
      requests(4);
    }
  }

  @Test
  void memberThatBreaksItsAnswers_isOut_afterThreeInARow() {
    for (int i = 0; i < 2; i++) {
      on("a", Outcome.RESET);
    }
    assertThat(health("a")).isEqualTo("suspect");
    on("a", Outcome.SUCCESS);
    assertThat(health("a")).isEqualTo("up");

    for (int i = 0; i < 3; i++) {
      on("a", Outcome.RESET);
    }
    assertThat(health("a")).isEqualTo("down");
  }

  @Test
  void onlyOneRequestAtATimeTries_andItsOutcomeDecides() {
    Lease begunBefore = acquire("a");
    on("a", Outcome.CONNECT_FAILED);
    time.advance(Duration.ofSeconds(5));

    Lease trial = acquire("a");
    assertThat(membersOf(20)).doesNotContain("a");
    begunBefore.complete(Outcome.RESET);
    assertThat(health("a")).as("it began before the trial").isEqualTo("half open");
    trial.complete(Outcome.CANCELLED);
    assertThat(health("a")).as("a client that left counts for nothing").isEqualTo("half open");

    acquire("a").complete(Outcome.SUCCESS);
    assertThat(health("a")).isEqualTo("recovering");
  }

  @Test
  void memberThatIsBack_getsATenthMoreOfItsWeightEachSecond() {
    on("a", Outcome.CONNECT_FAILED);
    time.advance(Duration.ofSeconds(5));
    acquire("a").complete(Outcome.SUCCESS);

    for (int percent = 10; percent < 100; percent += 10) {
      assertThat(candidate("a").weight()).isEqualTo(percent);
      assertThat(health("a")).isEqualTo("recovering");
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(candidate("a").weight()).isEqualTo(100);
    assertThat(health("a")).isEqualTo("up");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void badDeploy_takesHalfOfTheClusterOut_andNoMore() {
    for (int i = 0; i < 40; i++) {
      for (Candidate each : List.copyOf(balancer.candidates().members())) {
        if (each.isEligible()) {
          on(each.member().id(), Outcome.PROTOCOL_ERROR);
        }
      }
    }
    assertThat(healths()).isEqualTo("a down, b down, c suspect, d suspect");
    assertThat(panics).isEmpty();
  }

  /** A trial that fails must not find its place taken. */
  @Test
  void badDeploy_thatLasts_takesNobodyElseOut_whileThoseWhoAreOutAreTried() {
    for (String id : List.of("a", "b", "c", "d", "a", "b", "c", "d", "a", "b", "c", "d")) {
      on(id, Outcome.PROTOCOL_ERROR);
    }
    time.advance(Duration.ofSeconds(5));
    assertThat(healths()).isEqualTo("a half open, b half open, c suspect, d suspect");

    for (String id : List.of("d", "c", "b", "a")) {
      on(id, Outcome.PROTOCOL_ERROR);
    }

    assertThat(healths()).isEqualTo("a down, b down, c suspect, d suspect");
  }

  @Test
  void networkFault_takesAllOut_soAllAreTried_byAllRequests() {
    dead.addAll(List.of("a", "b", "c", "d"));
    requests(4);

    assertThat(healths()).isEqualTo("a half open, b half open, c half open, d half open");
    assertThat(panics).hasSize(1);
    assertThat(membersOf(8)).hasSize(4);
    dead.clear();
    requests(4);
    assertThat(healths()).isEqualTo("a recovering, b recovering, c recovering, d recovering");
  }

  @Test
  void failuresWhileRecovering_makeItLonger() {
    on("a", Outcome.CONNECT_FAILED);
    time.advance(Duration.ofSeconds(5));
    acquire("a").complete(Outcome.SUCCESS);
    time.advance(Duration.ofSeconds(3));

    on("a", Outcome.CONNECT_FAILED);

    time.advance(Duration.ofSeconds(10).minus(MILLI));
    assertThat(health("a")).isEqualTo("down");
    time.advance(MILLI);
    assertThat(health("a")).isEqualTo("half open");
  }

  @Test
  void probesThatFailed_takeOut_untilProbesPass() {
    balancer.probesFailed("a", "503");
    time.advance(Duration.ofHours(1));
    assertThat(health("a")).isEqualTo("down");

    balancer.probesPassed("a");
    assertThat(health("a")).isEqualTo("recovering");
    balancer.probesPassed("unknown");
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      Lease lease = balancer.acquire();
      boolean fails = dead.contains(lease.member().id());
      lease.complete(fails ? Outcome.CONNECT_FAILED : Outcome.SUCCESS);
    }
  }

  private void on(String id, Outcome outcome) {
    acquire(id).complete(outcome);
  }

  /** A lease on this member: those of others on the way are ended as cancelled. */
  private Lease acquire(String id) {
    for (int i = 0; i < 20; i++) {
      Lease lease = balancer.acquire();
      if (lease.member().id().equals(id)) {
        return lease;
      }
      lease.close();
    }
    throw new AssertionError(id + " was not picked: " + healths());
  }

  private Set<String> membersOf(int requests) {
    Set<String> picked = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      try (Lease lease = balancer.acquire()) {
        picked.add(lease.member().id());
      }
    }
    return picked;
  }

  private Candidate candidate(String id) {
    return Observed.candidate(balancer, id);
  }

  private String health(String id) {
    return candidate(id).health().name();
  }

  private String healths() {
    return Observed.healths(balancer);
  }
}
