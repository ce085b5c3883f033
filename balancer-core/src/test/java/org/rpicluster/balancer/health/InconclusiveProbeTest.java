package org.rpicluster.balancer.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;

/** What is this machine's fault, or the probe's own, says nothing about a member. */
class InconclusiveProbeTest {

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration WHILE_DOWN = Duration.ofSeconds(4);
  private static final Duration FIRST = INTERVAL.dividedBy(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final ProbePolicy POLICY =
      new ProbePolicy(INTERVAL, WHILE_DOWN, TIMEOUT, 2, 3, true);
  private static final Member A = Member.at("http://a").id("a").build();

  private final ManualTime time = new ManualTime();
  private final Target target = new Target();
  private int begun;
  private final Probe silent =
      (member, told) -> {
        begun++;
        return () -> "answer";
      };
  private final ProbeSchedule schedule = schedule(time);

  private ProbeSchedule schedule(Ticker ticker) {
    return new ProbeSchedule(target, POLICY, silent, ticker, time, () -> 1L << 63);
  }

  @Test
  void answerThatHasCome_butWasNotLookedAtWhenTheTimeIsOver_counts() {
    List<Runnable> behind = new ArrayList<>();
    List<Consumer<Finding>> told = new ArrayList<>();
    schedule.change(
        POLICY,
        (member, finding) -> {
          told.add(finding);
          return new Probe.UnderWay() {
            @Override
            public String breakOff() {
              return "answer";
            }

            @Override
            public void whenCaughtUp(Runnable late) {
              behind.add(late);
            }
          };
        });
    schedule.update(List.of(A));
    time.advance(FIRST.plus(TIMEOUT));

    told.get(0).accept(Finding.passed("200"));
    behind.get(0).run();

    assertThat(schedule.resultsOf("a")).extracting(ProbeResult::detail).containsExactly("200");
  }

  @Test
  void probeThatThrows_saysNothingOfItsMember_andTheNextComesAllTheSame() {
    schedule.change(
        POLICY,
        (member, told) -> {
          begun++;
          throw new IllegalStateException("broken");
        });
    schedule.update(List.of(A));
    time.advance(INTERVAL.multipliedBy(3));

    assertThat(target.told).isEmpty();
    assertThat(begun).isGreaterThan(POLICY.fall());
    assertThat(schedule.resultsOf("a").get(0).detail())
        .isEqualTo("the probe itself failed: java.lang.IllegalStateException: broken");
  }

  @Test
  void probeThatCannotBeBrokenOff_isFollowedByTheNext() {
    schedule.change(
        POLICY,
        (member, told) -> {
          begun++;
          return () -> {
            throw new IllegalStateException("broken");
          };
        });
    schedule.update(List.of(A));
    time.advance(INTERVAL.multipliedBy(3));

    assertThat(begun).isGreaterThan(1);
  }

  @Test
  void inconclusiveFindings_leaveTheMemberAsItIs_andAreShown() {
    schedule.change(
        POLICY,
        (member, told) -> {
          told.accept(Finding.inconclusive("too many open files"));
          return () -> "";
        });
    schedule.update(List.of(A));
    time.advance(INTERVAL.multipliedBy(3));

    assertThat(target.told).isEmpty();
    assertThat(schedule.resultsOf("a").get(0).passed()).isFalse();
  }

  @Test
  void probeWhoseEndThisMachineSawTooLate_isNone() {
    long[] stalled = {0};
    Ticker late =
        new Ticker() {
          @Override
          public long nanos() {
            return time.nanos() + stalled[0];
          }

          @Override
          public Instant now() {
            return time.now();
          }
        };
    ProbeSchedule busy = schedule(late);
    busy.update(List.of(A));
    time.advance(FIRST);
    stalled[0] = POLICY.timeout().toNanos();
    time.advance(POLICY.timeout());

    assertThat(busy.resultsOf("a"))
        .extracting(ProbeResult::detail)
        .containsExactly("this machine was busy");
    assertThat(target.told).isEmpty();
    time.advance(WHILE_DOWN);
    assertThat(begun).isEqualTo(2);
  }

  private static final class Target implements ProbeTarget {

    private final List<String> told = new ArrayList<>();

    @Override
    public Optional<Health> healthOf(String id) {
      return Optional.of(HealthRules.joined(Instant.EPOCH));
    }

    @Override
    public void probesFailed(String id, String reason) {
      told.add(id + " out: " + reason);
    }

    @Override
    public void probesPassed(String id) {
      told.add(id + " back");
    }
  }
}
