package org.rpicluster.balancer.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.Health.Down;
import org.rpicluster.balancer.health.Health.Probing;
import org.rpicluster.balancer.health.Health.Suspect;
import org.rpicluster.balancer.health.Health.Up;
import org.rpicluster.balancer.member.Outcome;

/** The table in {@link Health}, row by row. */
class HealthRulesTest {

  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = BEFORE.plusSeconds(5);
  private static final Health UP = new Up("joined", BEFORE);
  private static final Health SUSPECT = new Suspect("reset", BEFORE, 1);
  private static final Health DOWN = new Down("reset", BEFORE);
  private static final Health PROBING = new Probing("reset", BEFORE);

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

    assertThat(after(Outcome.CONNECT_FAILED, atTwo)).isEqualTo(new Down("connect failed", NOW));
    assertThat(HealthRules.after(Outcome.RESET, UP, FailurePolicy.DEFAULT, NOW))
        .isEqualTo(new Down("reset", NOW));
  }

  @Test
  void success_clearsSuspicionAndProbing_only() {
    assertThat(after(Outcome.SUCCESS, SUSPECT)).isEqualTo(new Up("answered again", NOW));
    assertThat(after(Outcome.SUCCESS, PROBING)).isEqualTo(new Up("answered again", NOW));
    assertThat(after(Outcome.SUCCESS, UP)).isSameAs(UP);
    assertThat(after(Outcome.SUCCESS, DOWN)).isSameAs(DOWN);
  }

  @Test
  void failure_whileProbing_takesDownAtOnce() {
    assertThat(after(Outcome.BAD_STATUS, PROBING)).isEqualTo(new Down("bad status", NOW));
  }

  @Test
  void failure_whileDown_changesNothing() {
    assertThat(after(Outcome.RESET, DOWN)).isSameAs(DOWN);
  }

  @Test
  void cancelledRequest_teachesNothing() {
    for (Health health : new Health[] {UP, SUSPECT, DOWN, PROBING}) {
      assertThat(after(Outcome.CANCELLED, health)).isSameAs(health);
    }
  }

  @Test
  void timeout_counts_onlyIfThePolicySaysSo() {
    FailurePolicy lenient = new FailurePolicy(1, Duration.ZERO, Set.of(), false);

    assertThat(HealthRules.after(Outcome.TIMED_OUT, UP, lenient, NOW)).isSameAs(UP);
    assertThat(HealthRules.after(Outcome.TIMED_OUT, UP, FailurePolicy.DEFAULT, NOW))
        .isEqualTo(new Down("timed out", NOW));
  }

  @Test
  void retry_whenItsTimeIsOver_probesWhoIsDown_only() {
    assertThat(HealthRules.retryDue(DOWN, NOW)).isEqualTo(new Probing("reset", NOW));
    for (Health health : new Health[] {UP, SUSPECT, PROBING}) {
      assertThat(HealthRules.retryDue(health, NOW)).isSameAs(health);
    }
  }

  @Test
  void wholeClusterDown_probesWhoIsDown_only() {
    assertThat(HealthRules.everyMemberDown(DOWN, NOW))
        .isEqualTo(new Probing("every member was down", NOW));
    for (Health health : new Health[] {UP, SUSPECT, PROBING}) {
      assertThat(HealthRules.everyMemberDown(health, NOW)).isSameAs(health);
    }
  }

  @Test
  void recovery_probesWhoeverIsNotUp() {
    Probing probing = new Probing("recovered by the operator", NOW);

    assertThat(HealthRules.recover(UP, NOW)).isSameAs(UP);
    assertThat(HealthRules.recover(SUSPECT, NOW)).isEqualTo(probing);
    assertThat(HealthRules.recover(DOWN, NOW)).isEqualTo(probing);
    assertThat(HealthRules.recover(PROBING, NOW)).isEqualTo(probing);
  }

  @Test
  void everyState_butDown_isUsable_andHasItsName() {
    assertThat(UP.usable()).isTrue();
    assertThat(SUSPECT.usable()).isTrue();
    assertThat(PROBING.usable()).isTrue();
    assertThat(DOWN.usable()).isFalse();
    assertThat(new String[] {UP.name(), SUSPECT.name(), DOWN.name(), PROBING.name()})
        .containsExactly("up", "suspect", "down", "probing");
  }

  private static Health after(Outcome outcome, Health health) {
    FailurePolicy three = new FailurePolicy(3, Duration.ZERO, Set.of(), true);
    return HealthRules.after(outcome, health, three, NOW);
  }
}
