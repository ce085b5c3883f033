package org.rpicluster.balancer.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.Health.Down;
import org.rpicluster.balancer.health.Health.Down.Cause;
import org.rpicluster.balancer.health.Health.HalfOpen;
import org.rpicluster.balancer.health.Health.Recovering;
import org.rpicluster.balancer.health.Health.Suspect;
import org.rpicluster.balancer.health.Health.Up;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.time.Chance;

/** The table in {@link Health}, row by row. */
class HealthRulesTest {

  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = BEFORE.plusSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(60);

  private static final Health UP = new Up("joined", BEFORE);
  private static final Health SUSPECT = new Suspect("reset", BEFORE, 1);
  private static final Health DOWN = new Down("reset", BEFORE, Cause.REQUESTS, 1, RETRY);
  private static final Health DOWN_BY_PROBES =
      new Down("no answer", BEFORE, Cause.PROBES, 1, Duration.ZERO);
  private static final Health HALF_OPEN = new HalfOpen("reset", BEFORE, 2, Trial.unlimited());
  private static final Health RECOVERING = new Recovering("answered again", BEFORE, 0, 2, 30);
  private static final List<Health> ALL =
      List.of(UP, SUSPECT, DOWN, DOWN_BY_PROBES, HALF_OPEN, RECOVERING);

  /** Three failures in a row, also of connections; a minute, as often as it takes. */
  private static final FailurePolicy THREE =
      FailurePolicy.DEFAULT.connectFailures(3).retry(RETRY).retryMax(RETRY);

  private static final HealthRules RULES = rules(THREE);

  @Test
  void reason_saysWhy_ifThatIsKnown() {
    Health health = rules(THREE.connectFailures(1)).after(Outcome.CONNECT_FAILED, "why", UP, true);

    assertThat(health.reason()).isEqualTo("connect failed: why");
  }

  @Test
  void member_thatJoins_isUp() {
    assertThat(HealthRules.joined(BEFORE)).isEqualTo(UP);
  }

  @Test
  void failure_belowTheLimit_makesSuspect() {
    assertThat(after(Outcome.RESET, UP)).isEqualTo(new Suspect("reset", NOW, 1));
    assertThat(after(Outcome.PROTOCOL_ERROR, SUSPECT))
        .isEqualTo(new Suspect("protocol error", NOW, 2));
  }

  @Test
  void failure_atTheLimit_takesDown() {
    Health atTwo = new Suspect("reset", BEFORE, 2);

    assertThat(after(Outcome.CONNECT_FAILED, atTwo)).isEqualTo(down("connect failed", 1));
    assertThat(rules(THREE.connectFailures(1)).after(Outcome.CONNECT_FAILED, "", UP, true))
        .isEqualTo(down("connect failed", 1));
  }

  @Test
  void failure_atTheLimit_leavesSuspect_ifNoMoreMayBeTakenOut_andGoesOnceOneMay() {
    Health atTwo = new Suspect("reset", BEFORE, 2);

    Health kept = RULES.after(Outcome.RESET, "", atTwo, false);
    assertThat(kept).isEqualTo(new Suspect("reset", NOW, 3));
    assertThat(RULES.after(Outcome.RESET, "", kept, false)).isSameAs(kept);
    assertThat(RULES.after(Outcome.RESET, "", kept, true)).isEqualTo(down("reset", 1));
  }

  @Test
  void success_isNews_toWhoFailed_only() {
    assertThat(after(Outcome.SUCCESS, SUSPECT)).isEqualTo(new Up("answered again", NOW));
    assertThat(after(Outcome.SUCCESS, HALF_OPEN))
        .isEqualTo(new Recovering("answered again", NOW, 0, 2, 10));
    for (Health health : List.of(UP, DOWN, DOWN_BY_PROBES, RECOVERING)) {
      assertThat(after(Outcome.SUCCESS, health)).isSameAs(health);
    }
  }

  @Test
  void success_withoutSlowStart_isUpAtOnce() {
    HealthRules rules = rules(THREE.slowStart(Duration.ZERO));

    assertThat(rules.after(Outcome.SUCCESS, "", HALF_OPEN, true))
        .isEqualTo(new Up("answered again", NOW));
    assertThat(rules.probesPassed(DOWN)).isEqualTo(new Up("probes passed", NOW));
  }

  @Test
  void failureOfATrial_takesDownAtOnce_oneTimeMoreInARow() {
    assertThat(after(Outcome.BAD_STATUS, HALF_OPEN)).isEqualTo(down("bad status", 3));
  }

  @Test
  void failuresWhileRecovering_areCounted_andTakeDown_oneTimeMoreInARow() {
    Health once = after(Outcome.RESET, RECOVERING);
    assertThat(once).isEqualTo(new Recovering("answered again", BEFORE, 1, 2, 30));
    assertThat(after(Outcome.SUCCESS, once)).isEqualTo(RECOVERING);

    Health twice = after(Outcome.RESET, once);
    assertThat(after(Outcome.RESET, twice)).isEqualTo(down("reset", 3));
  }

  @Test
  void failure_whileDown_changesNothing() {
    assertThat(after(Outcome.RESET, DOWN)).isSameAs(DOWN);
    assertThat(after(Outcome.RESET, DOWN_BY_PROBES)).isSameAs(DOWN_BY_PROBES);
  }

  @Test
  void requestThatTeachesNothing_changesNothing() {
    HealthRules lenient = rules(THREE.timeouts(false));
    for (Health health : ALL) {
      assertThat(after(Outcome.CANCELLED, health)).isSameAs(health);
      assertThat(lenient.after(Outcome.TIMED_OUT, "", health, true)).isSameAs(health);
    }
  }

  @Test
  void apache_countsConnectionsAndStatuses_only() {
    HealthRules apache = rules(FailurePolicy.APACHE);

    for (Outcome outcome : List.of(Outcome.RESET, Outcome.PROTOCOL_ERROR, Outcome.TIMED_OUT)) {
      assertThat(apache.after(outcome, "", UP, true)).isSameAs(UP);
    }
    assertThat(apache.after(Outcome.CONNECT_FAILED, "", UP, true))
        .isEqualTo(down("connect failed", 1));
    assertThat(apache.after(Outcome.BAD_STATUS, "", UP, true)).isEqualTo(down("bad status", 1));
  }

  @Test
  void retry_whenItsTimeIsOver_probesWhoIsDownByRequests_only() {
    HalfOpen halfOpen = (HalfOpen) RULES.retryDue(DOWN);

    assertThat(halfOpen.ejections()).isEqualTo(1);
    assertThat(halfOpen.reason()).isEqualTo("tried again after reset");
    assertThat(halfOpen.trial().isSingle()).isTrue();
    for (Health health : List.of(UP, SUSPECT, HALF_OPEN, RECOVERING, DOWN_BY_PROBES)) {
      assertThat(RULES.retryDue(health)).isSameAs(health);
    }
  }

  @Test
  void wholeClusterDown_probesWhoIsDown_byAllRequests() {
    for (Health down : List.of(DOWN, DOWN_BY_PROBES)) {
      HalfOpen halfOpen = (HalfOpen) RULES.everyMemberDown(down);
      assertThat(halfOpen.reason()).isEqualTo("every member was down");
      assertThat(halfOpen.trial().isSingle()).isFalse();
    }
    for (Health health : List.of(UP, SUSPECT, HALF_OPEN, RECOVERING)) {
      assertThat(RULES.everyMemberDown(health)).isSameAs(health);
    }
  }

  @Test
  void slowStart_givesATenthMoreEachStep_andEndsUp() {
    assertThat(RULES.stepDue(RECOVERING))
        .isEqualTo(new Recovering("answered again", BEFORE, 0, 2, 40));
    assertThat(RULES.stepDue(new Recovering("answered again", BEFORE, 1, 2, 90)))
        .isEqualTo(new Up("answered again", NOW));
    assertThat(RULES.stepDue(UP)).isSameAs(UP);
  }

  @Test
  void probes_takeDown_whoeverIsNotDownByThem() {
    for (Health health : List.of(UP, SUSPECT, DOWN, HALF_OPEN, RECOVERING)) {
      Down down = (Down) RULES.probesFailed(health, "503");
      assertThat(down.cause()).isEqualTo(Cause.PROBES);
      assertThat(down.reason()).isEqualTo("503");
    }
    assertThat(RULES.probesFailed(DOWN_BY_PROBES, "503")).isSameAs(DOWN_BY_PROBES);
  }

  @Test
  void endOfProbing_letsRequestsTry_whoIsDownByProbes_only() {
    assertThat(RULES.probesEnded(DOWN_BY_PROBES)).isInstanceOf(HalfOpen.class);
    for (Health health : List.of(UP, SUSPECT, DOWN, HALF_OPEN, RECOVERING)) {
      assertThat(RULES.probesEnded(health)).isSameAs(health);
    }
  }

  @Test
  void probes_bringBack_whoeverIsOutOrOnTrial_only() {
    for (Health health : List.of(DOWN, DOWN_BY_PROBES, HALF_OPEN)) {
      assertThat(RULES.probesPassed(health)).isInstanceOf(Recovering.class);
    }
    for (Health health : List.of(UP, SUSPECT, RECOVERING)) {
      assertThat(RULES.probesPassed(health)).isSameAs(health);
    }
  }

  @Test
  void recovery_probesWhoeverIsNotUp_byAllRequests() {
    assertThat(RULES.recover(UP)).isSameAs(UP);
    for (Health health : List.of(SUSPECT, DOWN, DOWN_BY_PROBES, HALF_OPEN, RECOVERING)) {
      HalfOpen halfOpen = (HalfOpen) RULES.recover(health);
      assertThat(halfOpen.reason()).isEqualTo("recovered by the operator");
      assertThat(halfOpen.ejections()).isZero();
      assertThat(halfOpen.trial().isSingle()).isFalse();
    }
  }

  @Test
  void everyState_butDown_isUsable_andHasItsName() {
    for (Health health : ALL) {
      assertThat(health.usable()).isEqualTo(!(health instanceof Down));
      assertThat(health.weightPercent()).isEqualTo(health == RECOVERING ? 30 : 100);
    }
    assertThat(ALL.stream().map(Health::name).distinct())
        .containsExactly("up", "suspect", "down", "half open", "recovering");
  }

  private static Health after(Outcome outcome, Health health) {
    return RULES.after(outcome, "", health, true);
  }

  private static Health down(String reason, int ejections) {
    return new Down(reason, NOW, Cause.REQUESTS, ejections, RETRY);
  }

  private static HealthRules rules(FailurePolicy policy) {
    return new HealthRules(policy, Chance.seeded(1), NOW);
  }
}
