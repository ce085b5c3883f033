package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;

/** Apache's policy as a table of times: one failure, a minute, all at once. */
class ApacheTimeTableTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration INSTANT = Duration.ofNanos(1);

  private final ManualTime time = new ManualTime();
  private final Balancer balancer =
      Balancer.builder("test", new RoundRobin())
          .members(members(AdminState.ENABLED))
          .failurePolicy(FailurePolicy.APACHE)
          .ticker(time)
          .scheduler(time)
          .build();

  @Test
  void memberWithoutAConnection_isOutForAMinute_everyTimeAnew() {
    for (int i = 0; i < 5; i++) {
      on("a", Outcome.CONNECT_FAILED);

      assertThat(healths()).isEqualTo("a down, b up, c up, d up");
      time.advance(MINUTE.minus(INSTANT));
      assertThat(healths()).isEqualTo("a down, b up, c up, d up");
      time.advance(INSTANT);
      assertThat(healths()).isEqualTo("a half open, b up, c up, d up");
    }
  }

  /** Apache's retry clears the error first and then tries: whatever comes meanwhile goes there. */
  @Test
  void memberWhoseMinuteIsOver_getsItsFullShare_beforeAnybodyKnowsHowItIs() {
    on("a", Outcome.CONNECT_FAILED);
    time.advance(MINUTE);

    List<Lease> held = acquire(40);

    assertThat(held.stream().filter(l -> l.member().id().equals("a"))).hasSize(10);
    held.forEach(Lease::close);
    assertThat(healths()).isEqualTo("a half open, b up, c up, d up");
  }

  @Test
  void firstSuccess_isAll_thereIsNoSlowStart() {
    on("a", Outcome.CONNECT_FAILED);
    time.advance(MINUTE);
    on("a", Outcome.SUCCESS);

    assertThat(healths()).isEqualTo("a up, b up, c up, d up");
    assertThat(balancer.candidates().get(0).weight()).isEqualTo(100);
    assertThat(time.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "PROTOCOL_ERROR", "TIMED_OUT", "CANCELLED"})
  void whatApacheDoesNotCount_takesNobodyOut_howeverOften(Outcome outcome) {
    for (int i = 0; i < 100; i++) {
      on("a", outcome);
    }

    assertThat(healths()).isEqualTo("a up, b up, c up, d up");
  }

  @Test
  void lateAnswer_takesOut_whereTimeoutsCount() {
    balancer.failurePolicy(FailurePolicy.APACHE.timeouts(true));

    on("a", Outcome.TIMED_OUT);

    assertThat(healths()).isEqualTo("a down, b up, c up, d up");
  }

  @Test
  void listedStatuses_takeOutAsManyAsAnswerThem_untilNobodyIsLeft_andAllAreTried() {
    for (String id : List.of("a", "b", "c")) {
      on(id, Outcome.BAD_STATUS);
    }
    assertThat(healths()).isEqualTo("a down, b down, c down, d up");

    on("d", Outcome.BAD_STATUS);
    assertThat(healths()).isEqualTo("a half open, b half open, c half open, d half open");
    time.advance(MINUTE.multipliedBy(2));
    assertThat(time.waiting()).as("a retry of those that are tried").isZero();
  }

  @Test
  void memberThatIsDisabled_preventsThat() {
    balancer.update(members(AdminState.DISABLED));

    for (String id : List.of("a", "b", "c")) {
      on(id, Outcome.CONNECT_FAILED);
    }

    assertThat(healths()).isEqualTo("a down, b down, c down, d up");
    assertThat(balancer.candidates().size()).isZero();
  }

  @Test
  void memberThatOnlyProbesTookOut_preventsThat() {
    balancer.probesFailed("d", "503");

    for (String id : List.of("a", "b", "c")) {
      on(id, Outcome.CONNECT_FAILED);
    }

    assertThat(healths()).isEqualTo("a down, b down, c down, d down");
    time.advance(MINUTE);
    assertThat(healths()).isEqualTo("a half open, b half open, c half open, d down");
  }

  private static List<Member> members(AdminState ofLast) {
    return List.of(
        member("a").build(),
        member("b").build(),
        member("c").build(),
        member("d").state(ofLast).build());
  }

  private List<Lease> acquire(int count) {
    return Stream.generate(balancer::acquire).limit(count).toList();
  }

  private void on(String id, Outcome outcome) {
    for (Lease lease : acquire(4)) {
      if (lease.member().id().equals(id)) {
        lease.complete(outcome);
        return;
      }
      lease.close();
    }
    throw new AssertionError(id + " was not picked: " + healths());
  }

  private String healths() {
    return Observed.healths(balancer);
  }
}
