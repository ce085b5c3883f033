package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.Observed.candidate;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.member.Totals;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;

/** What a balancer knew, given to the next one: each state of health as a table of times. */
class SnapshotTest {

  private static final Duration MILLI = Duration.ofMillis(1);

  private final ManualTime time = new ManualTime();
  private final Balancer first = builder().build();

  @Test
  void countersGoOn_withoutWhatIsInFlight() {
    Lease held = on(first, "a");
    held.addBytesToMember(300);
    held.addBytesFromMember(7000);
    on(first, "a").complete(Outcome.RESET);

    Balancer next = next();

    Totals totals = candidate(next, "a").counters().totals();
    assertThat(totals).isEqualTo(new Totals(2, 1, 300, 7000));
    assertThat(candidate(next, "a").counters().inFlight()).isZero();
    held.complete(Outcome.SUCCESS);
    on(next, "a").complete(Outcome.SUCCESS);
    assertThat(candidate(next, "a").counters().picks()).isEqualTo(3);
  }

  @Test
  void memberThatIsDown_comesBackWhenItsTimeIsOver_notLater() {
    fail("a");
    time.advance(Duration.ofSeconds(3));

    Balancer next = next();

    assertThat(health(next, "a")).isEqualTo(health(first, "a")).isInstanceOf(Health.Down.class);
    time.advance(Duration.ofSeconds(2).minus(MILLI));
    assertThat(health(next, "a")).isInstanceOf(Health.Down.class);
    time.advance(MILLI);
    assertThat(health(next, "a")).isInstanceOf(Health.HalfOpen.class);
  }

  @Test
  void timeThatPassedWhileNobodyLooked_counts() {
    fail("a");
    Snapshot snapshot = first.snapshot();
    time.advance(Duration.ofHours(3));

    Balancer next = builder().from(snapshot).build();
    time.advance(Duration.ZERO);

    assertThat(health(next, "a")).isInstanceOf(Health.HalfOpen.class);
  }

  @Test
  void clockThatWasSetBack_makesNobodyStayLonger() {
    fail("a");

    Balancer next = builder().ticker(late(Duration.ofDays(-365))).from(first.snapshot()).build();

    assertThat(health(next, "a").since()).isEqualTo(time.now().minus(Duration.ofDays(365)));
    time.advance(Duration.ofSeconds(5).minus(MILLI));
    assertThat(health(next, "a")).isInstanceOf(Health.Down.class);
    time.advance(MILLI);
    assertThat(health(next, "a")).isInstanceOf(Health.HalfOpen.class);
  }

  @Test
  void retryOfAnotherPolicy_isNoLongerThanThisOneHas() {
    Instant now = time.now();
    Health down =
        new Health.Down("x", now, Health.Down.Cause.REQUESTS, 1, Duration.ofSeconds(1L << 40));
    Snapshot.Entry entry = new Snapshot.Entry(down, Totals.NONE, OptionalLong.empty());

    Balancer next = builder().from(new Snapshot("x", Map.of("a", entry))).build();
    time.advance(Duration.ofSeconds(60));

    assertThat(health(next, "a")).isInstanceOf(Health.HalfOpen.class);
  }

  @Test
  void ejectionsAreRemembered_soThatTheNextRetryIsLonger() {
    fail("a");
    time.advance(Duration.ofSeconds(5));

    Balancer next = next();
    assertThat(health(next, "a")).isInstanceOf(Health.HalfOpen.class);
    on(next, "a").complete(Outcome.CONNECT_FAILED);

    assertThat(((Health.Down) health(next, "a")).retry()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void trialWhoseRequestIsGone_isFreeAgain() {
    fail("a");
    time.advance(Duration.ofSeconds(5));
    on(first, "a"); // It never ends: its balancer was killed.
    assertThat(candidate(first, "a").isFull()).isTrue();

    Balancer next = next();

    assertThat(candidate(next, "a").isOnTrial()).isTrue();
    assertThat(candidate(next, "a").isFull()).isFalse();
    on(next, "a").complete(Outcome.SUCCESS);
    assertThat(health(next, "a")).isInstanceOf(Health.Recovering.class);
  }

  @Test
  void slowStart_goesOnWhereItWas() {
    fail("a");
    time.advance(Duration.ofSeconds(5));
    on(first, "a").complete(Outcome.SUCCESS);
    time.advance(Duration.ofSeconds(4));

    Balancer next = next();

    assertThat(health(next, "a").weightPercent()).isEqualTo(50);
    assertThat(health(next, "b").weightPercent()).isEqualTo(100);
    time.advance(Duration.ofSeconds(5));
    assertThat(health(next, "a")).isInstanceOf(Health.Up.class);
  }

  @Test
  void failuresInARow_areCountedOn() {
    on(first, "a").complete(Outcome.RESET);
    on(first, "a").complete(Outcome.RESET);

    Balancer next = next();
    on(next, "a").complete(Outcome.RESET);

    assertThat(health(next, "a")).isInstanceOf(Health.Down.class);
  }

  @Test
  void downByProbes_staysSoWhereOneProbes_andIsTriedWhereNobodyDoes() {
    first.probesFailed("a", "no answer");
    Probe never = (member, told) -> () -> "answer";

    Balancer probing = builder().probing(ProbePolicy.DEFAULT, never).from(first.snapshot()).build();
    Balancer without = next();
    time.advance(Duration.ofSeconds(1));

    assertThat(health(probing, "a")).isInstanceOf(Health.Down.class);
    assertThat(health(without, "a")).isInstanceOf(Health.HalfOpen.class);
  }

  @Test
  void everyMemberDown_isTriedAtOnce() {
    List.of("a", "b", "c").forEach(id -> first.probesFailed(id, "no answer"));
    Snapshot snapshot = first.snapshot();

    Balancer next = builder().from(snapshot).build();

    assertThat(next.candidates().size()).isEqualTo(3);
  }

  @Test
  void memberThatNobodyKnew_beginsAnew_andOneThatIsGoneIsForgotten() {
    on(first, "a").complete(Outcome.SUCCESS);

    Balancer next =
        Balancer.builder("test", new RoundRobin())
            .member(member("new").build())
            .ticker(time)
            .from(first.snapshot())
            .build();

    assertThat(candidate(next, "new").counters().totals()).isEqualTo(Totals.NONE);
    assertThat(next.snapshot().members()).containsOnlyKeys("new");
  }

  @Test
  void memberThatLeftAndComesAgain_beginsAnew() {
    on(first, "a").complete(Outcome.SUCCESS);
    Balancer next = next();

    next.update(members -> members.subList(1, 3));
    next.update(List.of(member("a").build()));

    assertThat(candidate(next, "a").counters().picks()).isZero();
  }

  @Test
  void memberThatWasStoppedMeanwhile_hasServedItsTime() {
    fail("a");
    first.update(List.of(member("a").state(AdminState.STOPPED).build(), member("b").build()));
    time.advance(Duration.ofSeconds(60));
    assertThat(health(first, "a")).isInstanceOf(Health.Down.class);

    first.update(List.of(member("a").build(), member("b").build()));
    time.advance(Duration.ZERO);

    assertThat(health(first, "a")).isInstanceOf(Health.HalfOpen.class);
  }

  private BalancerBuilder builder() {
    return Balancer.builder("test", new RoundRobin())
        .members(List.of(member("a").build(), member("b").build(), member("c").build()))
        .failurePolicy(FailurePolicy.DEFAULT)
        .ticker(time)
        .scheduler(time)
        .chance(() -> 1L << 63);
  }

  private Balancer next() {
    return builder().from(first.snapshot()).build();
  }

  private void fail(String id) {
    on(first, id).complete(Outcome.CONNECT_FAILED);
  }

  private Ticker late(Duration shift) {
    return new Ticker() {
      @Override
      public long nanos() {
        return time.nanos();
      }

      @Override
      public Instant now() {
        return time.now().plus(shift);
      }
    };
  }

  private static Lease on(Balancer balancer, String id) {
    for (int i = 0; i < 10; i++) {
      Lease lease = balancer.acquire();
      if (lease.member().id().equals(id)) {
        return lease;
      }
      lease.close();
    }
    throw new AssertionError(id + " is not picked");
  }

  private static Health health(Balancer balancer, String id) {
    return candidate(balancer, id).health();
  }
}
