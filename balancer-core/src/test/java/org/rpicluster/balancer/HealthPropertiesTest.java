package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;

/**
 * What every policy keeps in random histories in which requests end in every way, members come, go
 * and are edited, the machine is suspended, and the clock on the wall is set.
 */
class HealthPropertiesTest {

  private static final int MEMBERS = 5;
  private static final int MAX_IN_FLIGHT = 3;
  private static final int STEPS = 3000;
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final ManualTime time = new ManualTime();
  private final LateScheduler scheduler = new LateScheduler(time);
  private final List<Lease> held = new ArrayList<>();
  private final Set<MemberCounters> everybody = new HashSet<>();
  private final Map<MemberCounters, Integer> failuresInARow = new HashMap<>();
  private final List<String> changes = new ArrayList<>();
  private final Member[] members = new Member[MEMBERS];
  private List<AdminState> states = List.of(AdminState.values());
  private SplittableRandom random = new SplittableRandom();
  private FailurePolicy policy = FailurePolicy.DEFAULT;
  private Duration wallIsOff = Duration.ZERO;
  private Outcome ending = Outcome.SUCCESS;
  private MemberCounters endingOn = new MemberCounters();

  static Stream<Arguments> policiesAndSeeds() {
    Map<String, FailurePolicy> policies =
        Map.of(
            "ours",
            FailurePolicy.DEFAULT,
            "apache",
            FailurePolicy.APACHE,
            "patient",
            FailurePolicy.DEFAULT.failures(7).connectFailures(4).ejectPercentMax(100),
            "brusque",
            FailurePolicy.DEFAULT.failures(1).slowStart(Duration.ZERO));
    return policies.entrySet().stream()
        .flatMap(
            p -> IntStream.range(0, 4).mapToObj(i -> Arguments.of(p.getKey(), p.getValue(), i)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("policiesAndSeeds")
  void thresholdsAndCapsHold_andNothingIsInFlightInTheEnd(
      String name, FailurePolicy policy, long seed) {
    Balancer balancer = history(policy, seed, false);

    held.forEach(lease -> lease.complete(Outcome.SUCCESS));
    assertThat(everybody).allMatch(counters -> counters.inFlight() == 0);
    assertThat(changes).hasSizeGreaterThan(100);
    time.advance(Duration.ofHours(1));
    assertThat(time.waiting()).as("timers of who is neither down nor recovering").isZero();
    for (Candidate candidate : balancer.candidates().members()) {
      assertThat(candidate.isFull()).isFalse();
    }
  }

  /**
   * But for one that was stopped while it was down: it may be tried at once when it is started, and
   * at the latest after its retry time.
   */
  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("policiesAndSeeds")
  void clockOnTheWall_whateverItShows_decidesNothing(String name, FailurePolicy policy, long seed) {
    states = List.of(AdminState.ENABLED, AdminState.DRAINING, AdminState.DISABLED);
    history(policy, seed, false);

    HealthPropertiesTest other = new HealthPropertiesTest();
    other.states = states;
    other.history(policy, seed, true);

    assertThat(other.changes).isEqualTo(changes);
  }

  private Balancer history(FailurePolicy under, long seed, boolean wallJumps) {
    random = new SplittableRandom(seed);
    SplittableRandom wall = new SplittableRandom(~seed);
    policy = under;
    for (int i = 0; i < MEMBERS; i++) {
      members[i] = member("m" + i).maxInFlight(i == 0 ? 0 : MAX_IN_FLIGHT).build();
    }
    Balancer balancer = balancer(seed);
    for (int step = 0; step < STEPS; step++) {
      if (wallJumps) {
        // Also backwards, so that what was before comes after.
        wallIsOff = Duration.ofMinutes(wall.nextInt(-100_000, 100_000));
      }
      step(balancer);
      check(balancer);
    }
    return balancer;
  }

  private Balancer balancer(long seed) {
    return Balancer.builder("test", new RoundRobin())
        .members(List.of(members))
        .failurePolicy(policy)
        .trialTimeout(Duration.ofDays(1_000))
        .ticker(new OffTheWall())
        .scheduler(scheduler)
        .chance(Chance.seeded(seed))
        .observer(new Watch())
        .build();
  }

  private void step(Balancer balancer) {
    int kind = random.nextInt(1000);
    if (kind < 480) {
      acquire(balancer);
    } else if (kind < 920) {
      held.stream().skip(random.nextInt(1 + held.size())).findFirst().ifPresent(this::end);
    } else if (kind < 960) {
      time.advance(Duration.ofMillis(random.nextLong(8_000)));
    } else if (kind < 970) {
      scheduler.suspend(Duration.ofSeconds(random.nextLong(10_000)));
    } else if (kind < 980) {
      edit(balancer);
    } else {
      look(balancer, "m" + random.nextInt(MEMBERS), kind);
    }
  }

  private void acquire(Balancer balancer) {
    try {
      Lease lease = balancer.acquire();
      held.add(lease);
      everybody.add(lease.candidate().counters());
    } catch (NoMemberException e) {
      assertThat(e.reason()).isNotEqualTo(NoMemberException.Reason.EMPTY);
    }
  }

  private void end(Lease lease) {
    ending = random.nextInt(100) < 55 ? Outcome.SUCCESS : OUTCOMES[random.nextInt(OUTCOMES.length)];
    endingOn = lease.candidate().counters();
    boolean counts = policy.detection().counted().contains(ending);
    if (ending == Outcome.SUCCESS || counts) {
      failuresInARow.merge(endingOn, 1, (was, one) -> counts ? was + one : 0);
    }
    held.remove(lease);
    lease.complete(ending);
  }

  /** An operator changes a member's state, or takes it away for a while and adds another. */
  private void edit(Balancer balancer) {
    int which = random.nextInt(MEMBERS);
    AdminState state =
        random.nextInt(3) > 0 ? AdminState.ENABLED : states.get(random.nextInt(states.size()));
    members[which] = members[which].but().state(state).build();
    if (random.nextInt(3) == 0) {
      List<Member> fewer = new ArrayList<>(List.of(members));
      fewer.remove(which);
      balancer.update(fewer);
    }
    balancer.update(List.of(members));
  }

  private void look(Balancer balancer, String id, int kind) {
    switch (kind % 5) {
      case 0 -> balancer.recover(id);
      case 1 -> balancer.probesFailed(id, "by chance");
      default -> balancer.probesPassed(id);
    }
  }

  private void check(Balancer balancer) {
    for (Candidate candidate : balancer.candidates().members()) {
      int inFlight = candidate.counters().inFlight();
      int max = candidate.member().maxInFlight();
      assertThat(inFlight).isNotNegative();
      assertThat(max == 0 || inFlight <= max).as("in flight: %d", inFlight).isTrue();
      if (candidate.isOnTrial()) {
        long trying =
            held.stream().filter(l -> l.candidate().health() == candidate.health()).count();
        assertThat(trying).as("requests on trial").isLessThanOrEqualTo(1);
      }
    }
  }

  /** A clock that may be set, beside one that cannot. */
  private final class OffTheWall implements Ticker {

    @Override
    public long nanos() {
      return time.nanos();
    }

    @Override
    public Instant now() {
      return time.now().plus(wallIsOff);
    }
  }

  private final class Watch implements BalancerObserver {

    @Override
    public void healthChanged(Member member, Health from, Health to) {
      changes.add(member.id() + " " + from.name() + " " + to.name() + " " + to.weightPercent());
      if (to instanceof Health.Down down && down.cause() == Health.Down.Cause.REQUESTS) {
        wentDown(from, down);
      }
      assertThat(to.weightPercent()).isBetween(1, 100);
      boolean slowly = to instanceof Health.Recovering;
      assertThat(slowly && policy.recovery().slowStart().isZero()).isFalse();
    }

    private void wentDown(Health from, Health.Down down) {
      Duration retry = policy.recovery().retry();
      assertThat(down.retry())
          .isBetween(retry.multipliedBy(9).dividedBy(10), policy.recovery().retryMax());
      assertThat(down.ejections()).isPositive();
      if (!(from instanceof Health.HalfOpen)) {
        int limit = policy.detection().limit(ending);
        assertThat(failuresInARow.get(endingOn))
            .as("failures in a row")
            .isGreaterThanOrEqualTo(limit);
      }
    }
  }
}
