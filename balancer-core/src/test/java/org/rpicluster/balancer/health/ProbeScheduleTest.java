package org.rpicluster.balancer.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.Health.Down;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;

/** Probes as a table of times. Without jitter: the middle of every spread. */
class ProbeScheduleTest {

  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration WHILE_DOWN = Duration.ofSeconds(4);
  private static final Duration FIRST = INTERVAL.dividedBy(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final ProbePolicy POLICY =
      new ProbePolicy(INTERVAL, WHILE_DOWN, TIMEOUT, 2, 3, true);
  private static final Member A = Member.at("http://a").id("a").build();
  private static final Member B = Member.at("http://b").id("b").build();

  private static final Health UP = HealthRules.joined(Instant.EPOCH);
  private static final Health DOWN =
      new Down("no", Instant.EPOCH, Down.Cause.PROBES, 1, Duration.ZERO);

  private final ManualTime time = new ManualTime();
  private final Target target = new Target();
  private final Asked asked = new Asked();
  private final Chance middle = () -> 1L << 63;
  private final ProbeSchedule schedule =
      new ProbeSchedule(target, POLICY, asked, time, time, middle);

  @Test
  void firstProbe_comesSoon_theNextAnIntervalAfterItsEnd() {
    schedule.update(List.of(A));
    time.advance(FIRST.minus(MILLI));
    assertThat(asked.count("a")).isZero();
    time.advance(MILLI);
    assertThat(asked.count("a")).isEqualTo(1);

    time.advance(Duration.ofSeconds(1));
    asked.answer("a", "");
    time.advance(INTERVAL.minus(MILLI));
    assertThat(asked.count("a")).isEqualTo(1);
    time.advance(MILLI);
    assertThat(asked.count("a")).isEqualTo(2);
  }

  @Test
  void firstProbes_areSpread() {
    ProbeSchedule spread = new ProbeSchedule(target, POLICY, asked, time, time, Chance.seeded(7));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      members.add(Member.at("http://m" + i).build());
    }
    spread.update(members);

    time.advance(FIRST);

    assertThat(asked.total()).isBetween(30, 70);
  }

  @Test
  void failuresInARow_takeOut_andPassesInARow_bringBack() {
    schedule.update(List.of(A));
    time.advance(FIRST);
    for (String finding : List.of("no", "no", "", "no", "no")) {
      // A member in doubt is asked again soon.
      next(finding, finding.isEmpty() ? INTERVAL : WHILE_DOWN);
    }
    assertThat(target.told).isEmpty();
    next("refused", WHILE_DOWN);
    assertThat(target.told).containsExactly("a out: refused");

    for (String finding : List.of("", "no", "")) {
      next(finding, WHILE_DOWN);
    }
    assertThat(target.told).hasSize(1);
    next("", INTERVAL);
    assertThat(target.told).containsExactly("a out: refused", "a back");
  }

  /** Apache's: what was between does not count. */
  @Test
  void cumulativeThresholds_countWhateverWasBetween() {
    schedule.change(new ProbePolicy(INTERVAL, INTERVAL, TIMEOUT, 2, 3, false), asked);
    schedule.update(List.of(A));
    time.advance(INTERVAL.dividedBy(2));

    for (String finding : List.of("no", "", "no", "", "no", "", "no", "")) {
      next(finding, INTERVAL);
    }

    assertThat(target.told).containsExactly("a out: no", "a back");
  }

  @Test
  void probeThatSaysNothing_hasFailed_andIsBrokenOff_beforeTheNextBegins() {
    schedule.update(List.of(A));
    time.advance(FIRST);

    for (int i = 1; i <= 3; i++) {
      assertThat(asked.count("a")).isEqualTo(i);
      time.advance(TIMEOUT);
      assertThat(asked.brokenOff).isEqualTo(i);
      time.advance(WHILE_DOWN);
    }

    assertThat(target.told).containsExactly("a out: no banner within 2000 ms");
    assertThat(schedule.resultsOf("a").get(0).took()).isEqualTo(TIMEOUT);
  }

  @Test
  void finding_thatComesTooLate_orTwice_doesNotCount() {
    schedule.update(List.of(A));
    time.advance(FIRST);
    Consumer<Finding> late = asked.open.get("a");
    time.advance(TIMEOUT);
    late.accept(Finding.passed("late"));
    late.accept(Finding.passed("late"));

    assertThat(schedule.resultsOf("a")).hasSize(1);
    time.advance(WHILE_DOWN);
    assertThat(asked.count("a")).isEqualTo(2);
  }

  @Test
  void finding_thatIsToldAtOnce_counts() {
    schedule.change(
        POLICY,
        (member, told) -> {
          told.accept(Finding.failed("at once"));
          return () -> "";
        });
    schedule.update(List.of(A));
    time.advance(INTERVAL.multipliedBy(3));

    assertThat(target.told).containsExactly("a out: at once");
  }

  @Test
  void change_takesEffect_atTheNextProbe() {
    schedule.update(List.of(A));
    time.advance(FIRST);
    schedule.change(new ProbePolicy(INTERVAL, Duration.ofSeconds(1), TIMEOUT, 1, 1, true), asked);

    next("no", Duration.ofSeconds(1));

    assertThat(target.told).containsExactly("a out: no");
  }

  @Test
  void newInterval_doesNotWaitForTheEndOfTheOld_andNoChange_isNone() {
    schedule.update(List.of(A));
    time.advance(FIRST);
    asked.answer("a", "");
    ProbePolicy often =
        new ProbePolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), TIMEOUT, 2, 3, true);
    schedule.change(often, asked);
    time.advance(Duration.ofMillis(400));
    schedule.change(often, asked);
    time.advance(Duration.ofMillis(100));
    assertThat(asked.count("a")).isEqualTo(2);

    schedule.change(POLICY, asked);
    asked.answer("a", "");
    time.advance(INTERVAL.minus(MILLI));
    assertThat(asked.count("a")).as("the probe under way went on").isEqualTo(2);
    assertThat(time.waiting()).isEqualTo(1);
  }

  @Test
  void memberThatLeaves_isNotProbed_andWhatItsProbeFinds_isNotToldAny() {
    schedule.update(List.of(A, B));
    time.advance(FIRST);
    Consumer<Finding> late = asked.open.get("a");
    schedule.update(List.of(B));
    asked.answer("b", "");
    late.accept(Finding.failed("no"));
    time.advance(INTERVAL);

    assertThat(asked.count("a")).isEqualTo(1);
    assertThat(asked.count("b")).isEqualTo(2);
    assertThat(schedule.resultsOf("a")).isEmpty();
    schedule.close();
    assertThat(time.waiting()).isZero();
  }

  @Test
  void stoppedMember_isNotProbed_untilItIsStarted_aDisabledOneIs() {
    schedule.update(
        List.of(
            A.but().state(AdminState.STOPPED).build(), B.but().state(AdminState.DISABLED).build()));
    time.advance(FIRST);
    assertThat(asked.count("a")).isZero();
    assertThat(asked.count("b")).isEqualTo(1);

    schedule.update(List.of(A, B));
    time.advance(WHILE_DOWN);
    assertThat(asked.count("a")).isEqualTo(1);
  }

  @Test
  void memberThatAnotherDoubts_isProbedSoon_andAsBeforeFromThenOn() {
    schedule.update(List.of(A, B));
    schedule.soon("a");
    schedule.soon("unknown");
    time.advance(WHILE_DOWN.dividedBy(10));
    assertThat(asked.count("a")).isEqualTo(1);
    assertThat(asked.count("b")).isZero();

    asked.answer("a", "");
    time.advance(INTERVAL.minus(MILLI));
    assertThat(asked.count("a")).isEqualTo(1);
    time.advance(MILLI);
    assertThat(asked.count("a")).isEqualTo(2);
  }

  @Test
  void results_areKept_theNewestFirst_andNotForEver() {
    schedule.change(new ProbePolicy(INTERVAL, INTERVAL, TIMEOUT, 1, 100, true), asked);
    schedule.update(List.of(A));
    time.advance(INTERVAL.dividedBy(2));
    for (int i = 0; i < 25; i++) {
      next("no " + i, INTERVAL);
    }

    List<ProbeResult> results = schedule.resultsOf("a");
    assertThat(results).hasSize(ProbedMember.KEPT);
    assertThat(results.get(0).detail()).isEqualTo("no 24");
    assertThat(results.get(0).passed()).isFalse();
  }

  @Test
  void values_outOfRange_areRefused_byName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbePolicy(Duration.ZERO, INTERVAL, TIMEOUT, 1, 1, true))
        .withMessage("interval: 0 ms (expected: more than 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbePolicy(INTERVAL, INTERVAL, TIMEOUT, 0, 1, true))
        .withMessage("rise: 0 (expected: 1 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbePolicy(INTERVAL, INTERVAL, TIMEOUT, 1, 0, true))
        .withMessage("fall: 0 (expected: 1 or more)");
  }

  /** The probe of {@code a} that is under way finds this; time goes on to the next. */
  private void next(String finding, Duration toTheNext) {
    int before = asked.count("a");
    asked.answer("a", finding);
    time.advance(toTheNext.minus(MILLI));
    assertThat(asked.count("a")).isEqualTo(before);
    time.advance(MILLI);
    assertThat(asked.count("a")).isEqualTo(before + 1);
  }

  /** A probe whose findings the test says, and which sees that there is one at a time. */
  private static final class Asked implements Probe {

    private final Map<String, Consumer<Finding>> open = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private int brokenOff;

    @Override
    public UnderWay begin(Member member, Consumer<Finding> told) {
      assertThat(open).as("one at a time").doesNotContainKey(member.id());
      open.put(member.id(), told);
      counts.merge(member.id(), 1, Integer::sum);
      return () -> {
        brokenOff++;
        open.remove(member.id());
        return "banner";
      };
    }

    private void answer(String id, String finding) {
      boolean passed = finding.isEmpty();
      open.remove(id).accept(passed ? Finding.passed("well") : Finding.failed(finding));
    }

    private int count(String id) {
      return counts.getOrDefault(id, 0);
    }

    private int total() {
      return counts.size();
    }
  }

  private static final class Target implements ProbeTarget {

    private final Map<String, Health> health = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    @Override
    public Optional<Health> healthOf(String id) {
      return Optional.of(health.getOrDefault(id, UP));
    }

    @Override
    public void probesFailed(String id, String reason) {
      health.put(id, DOWN);
      told.add(id + " out: " + reason);
    }

    @Override
    public void probesPassed(String id) {
      health.remove(id);
      told.add(id + " back");
    }
  }
}
