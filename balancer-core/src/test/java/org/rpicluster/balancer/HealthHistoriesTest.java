package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;

/**
 * Random histories of requests, outcomes, jumps of the clock, probes and operators: what holds in
 * all of them. Five clusters, 4000 steps each.
 */
class HealthHistoriesTest {

  private static final int MEMBERS = 5;
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final ManualTime time = new ManualTime();
  private final List<Lease> held = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverHappens(long seed) {
    random = new SplittableRandom(seed);
    Balancer balancer = balancer(seed);
    for (int step = 0; step < 4000; step++) {
      step(balancer);
      check(balancer);
      if (step % 100 == 0) {
        requireThatItOutlivesARestart(balancer);
      }
    }
    requireThatItOutlivesARestart(balancer);
    held.forEach(lease -> lease.complete(outcome()));
    for (Candidate candidate : balancer.candidates().members()) {
      assertThat(candidate.counters().inFlight()).isZero();
    }
    time.advance(Duration.ofHours(1));
    balancer.candidates().members().stream()
        .map(Candidate::health)
        .filter(Health.HalfOpen.class::isInstance)
        .forEach(halfOpen -> assertThat(((Health.HalfOpen) halfOpen).isFull()).isFalse());
    assertThat(time.waiting()).isZero();
  }

  private Balancer balancer(long seed) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(member("m" + i).build());
    }
    return Balancer.builder("test", new RoundRobin())
        .members(members)
        .failurePolicy(FailurePolicy.DEFAULT)
        .ticker(time)
        .scheduler(time)
        .chance(Chance.seeded(seed))
        .observer(new Capped())
        .build();
  }

  private void step(Balancer balancer) {
    int kind = random.nextInt(100);
    if (kind < 45 || held.isEmpty()) {
      acquire(balancer);
    } else if (kind < 85) {
      held.remove(random.nextInt(held.size())).complete(outcome());
    } else if (kind < 95) {
      time.advance(Duration.ofMillis(random.nextLong(8_000)));
    } else {
      operate(balancer, "m" + random.nextInt(MEMBERS), kind);
    }
  }

  private void acquire(Balancer balancer) {
    try {
      held.add(balancer.acquire());
    } catch (NoMemberException e) {
      // Everyone is on trial, and has his one request: there must be one in flight for each.
      assertThat(held.size()).isGreaterThanOrEqualTo(balancer.candidates().size());
    }
  }

  private Outcome outcome() {
    return random.nextInt(100) < 55 ? Outcome.SUCCESS : OUTCOMES[random.nextInt(OUTCOMES.length)];
  }

  private void operate(Balancer balancer, String id, int kind) {
    switch (kind) {
      case 95 -> balancer.recover(id);
      case 96 -> balancer.probesFailed(id, "by chance");
      default -> balancer.probesPassed(id);
    }
  }

  private void check(Balancer balancer) {
    long timers = time.waiting();
    assertThat(timers).as("one timer a member at most").isLessThanOrEqualTo(MEMBERS);
    for (Candidate candidate : balancer.candidates().members()) {
      if (candidate.isOnTrial()) {
        long trying =
            held.stream().filter(l -> l.candidate().health() == candidate.health()).count();
        assertThat(trying).as("requests on trial").isLessThanOrEqualTo(1);
        assertThat(candidate.isFull()).isEqualTo(trying == 1);
      }
    }
    assertThat(balancer.candidates().size()).as("never none").isPositive();
  }

  /** What a next balancer is told, it knows: unless every member is down, and it tries them all. */
  private void requireThatItOutlivesARestart(Balancer balancer) {
    Snapshot snapshot = balancer.snapshot();
    ManualTime later = new ManualTime();
    later.advance(Duration.between(later.now(), time.now()));
    Balancer next =
        Balancer.builder("next", new RoundRobin())
            .members(balancer.candidates().members().stream().map(Candidate::member).toList())
            .probing(ProbePolicy.DEFAULT, (member, told) -> () -> "answer")
            .ticker(later)
            .scheduler(later)
            .from(snapshot)
            .build();
    assertThat(next.snapshot())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*trial.*taken")
        .isEqualTo(snapshot);
    later.advance(Duration.ofHours(1));
    next.candidates().members().stream()
        .map(Candidate::health)
        .filter(h -> !(h instanceof Health.Up) && !(h instanceof Health.Suspect))
        .forEach(h -> assertThat(h).isInstanceOfAny(Health.HalfOpen.class, Health.Down.class));
  }

  /** Failures of answers never take more than half of the members out. */
  private static final class Capped implements BalancerObserver {

    private int out;

    @Override
    public void healthChanged(Member member, Health from, Health to) {
      if (from instanceof Health.Down) {
        out--;
      }
      if (to instanceof Health.Down down) {
        boolean wasOnTrial = from instanceof Health.HalfOpen;
        boolean capped =
            down.cause() == Health.Down.Cause.REQUESTS
                && !down.reason().equals("connect failed")
                && !wasOnTrial;
        assertThat(!capped || out + 1 <= MEMBERS / 2).as("out before: %d", out).isTrue();
        out++;
      }
    }
  }
}
