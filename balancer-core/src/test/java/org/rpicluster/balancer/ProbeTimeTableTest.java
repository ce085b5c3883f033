package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;

/** What probes and requests together make of a cluster, as a table of times. No jitter. */
class ProbeTimeTableTest {

  private static final Duration MILLI = Duration.ofMillis(1);

  /** Every ten seconds when well, every second when not; two bring back, three take out. */
  private static final ProbePolicy OURS =
      new ProbePolicy(seconds(10), seconds(1), seconds(2), 2, 3, true);

  private static final ProbePolicy APACHE =
      new ProbePolicy(seconds(10), seconds(10), seconds(2), 2, 3, false);

  private final ManualTime time = new ManualTime();
  private final Set<String> dead = new HashSet<>();
  private final Set<String> silent = new HashSet<>();
  private final List<String> news = new ArrayList<>();

  @Test
  void deadMember_isFoundAndBack_withoutAnyRequest() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, OURS);
    time.advance(seconds(10));
    dead.add("a");
    // Asked at 5 s, then at 15, 16 and 17.
    time.advance(Duration.ofMillis(6_999));
    assertThat(health(balancer, "a")).isEqualTo("up");
    time.advance(MILLI);
    assertThat(health(balancer, "a")).isEqualTo("down");

    dead.remove("a");
    time.advance(Duration.ofMillis(1_999));
    assertThat(health(balancer, "a")).isEqualTo("down");
    time.advance(MILLI);
    assertThat(health(balancer, "a")).isEqualTo("recovering");
    assertThat(news).containsExactly("a down: dead", "a recovering: probes passed");
  }

  @Test
  void memberWithoutPower_isFound_whenThreeProbesHaveHadTheirTime() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, OURS);
    time.advance(seconds(10));
    silent.add("a");
    // From 15 to 17, from 18 to 20, from 21 to 23.
    time.advance(seconds(13));

    assertThat(news).containsExactly("a down: no answer within 2000 ms");
    assertThat(health(balancer, "b")).isEqualTo("up");
  }

  @Test
  void memberThatProbesKnowToBeDead_isNotTriedByRequests() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, OURS);
    time.advance(seconds(13)); // the next probe is at 15, before the retry at 18
    dead.add("a");
    fail(balancer, "a");
    assertThat(health(balancer, "a")).isEqualTo("down");
    time.advance(seconds(3));
    // Its retry would be due after 5 s; a minute later it has still not been tried.
    time.advance(seconds(60));

    assertThat(news).containsExactly("a down: connect failed", "a down: dead");
    dead.remove("a");
    time.advance(seconds(2));
    assertThat(health(balancer, "a")).isEqualTo("recovering");
  }

  @Test
  void whileAllAreTried_anotherFailedProbe_isNoNews_butOnePassIs() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, OURS);
    dead.addAll(List.of("a", "b", "c"));
    time.advance(seconds(60));
    assertThat(news).containsSequence("all", "a half open: every member was down");
    assertThat(news).filteredOn("all"::equals).hasSize(1);
    assertThat(balancer.candidates().size()).isEqualTo(3);

    dead.remove("b");
    time.advance(seconds(10));
    assertThat(health(balancer, "b")).isEqualTo("recovering");
    assertThat(health(balancer, "a")).isEqualTo("down");
    assertThat(health(balancer, "c")).isEqualTo("down");
  }

  @Test
  void endOfProbing_leavesNoTimer_andLetsRequestsTry() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, OURS);
    dead.add("a");
    time.advance(seconds(20));
    assertThat(health(balancer, "a")).isEqualTo("down");

    balancer.stopProbing();

    assertThat(health(balancer, "a")).isEqualTo("half open");
    assertThat(time.waiting()).isZero();
    assertThat(balancer.probesOf("a")).isEmpty();
  }

  /** Apache's, §5: what was between does not count, up or down. */
  @Test
  void apache_countsAllFailuresWhileUp_andAllPassesWhileDown() {
    Balancer balancer = balancer(FailurePolicy.APACHE, APACHE);
    time.advance(seconds(5));
    for (int i = 1; i <= 2; i++) {
      dead.add("a");
      time.advance(seconds(10));
      dead.remove("a");
      time.advance(seconds(10));
    }
    assertThat(health(balancer, "a")).isEqualTo("up");
    dead.add("a");
    time.advance(seconds(10));
    assertThat(health(balancer, "a")).isEqualTo("down");

    dead.remove("a");
    time.advance(seconds(10));
    dead.add("a");
    time.advance(seconds(30));
    assertThat(health(balancer, "a")).isEqualTo("down");
    dead.remove("a");
    time.advance(seconds(10));
    assertThat(health(balancer, "a")).isEqualTo("up");
  }

  /** Apache's, §5: a check that passes clears E before {@code retry}. */
  @Test
  void apache_passesBringBack_whomRequestsTookOut_beforeItsRetry() {
    Balancer balancer = balancer(FailurePolicy.APACHE, APACHE);
    fail(balancer, "a");
    assertThat(health(balancer, "a")).isEqualTo("down");

    time.advance(seconds(16));

    assertThat(health(balancer, "a")).isEqualTo("up");
  }

  /** Apache's, §5: while E is set, a failed check sets no C; {@code retry} goes on. */
  @Test
  void apache_failuresDoNotCount_whileAMemberIsOut() {
    Balancer balancer = balancer(FailurePolicy.APACHE, APACHE);
    dead.add("a");
    fail(balancer, "a");

    time.advance(seconds(59));
    assertThat(health(balancer, "a")).isEqualTo("down");
    time.advance(seconds(2));
    assertThat(health(balancer, "a")).isEqualTo("half open");
  }

  /** Apache's, §5: a request that succeeds never clears C. */
  @Test
  void requestThatSucceeds_bringsNobodyBack_whomProbesTookOut() {
    for (FailurePolicy policy : List.of(FailurePolicy.APACHE, FailurePolicy.DEFAULT)) {
      Balancer balancer = balancer(policy, policy == FailurePolicy.APACHE ? APACHE : OURS);
      Lease lease = acquire(balancer, "a");
      dead.add("a");
      time.advance(seconds(60));

      lease.complete(Outcome.SUCCESS);

      assertThat(health(balancer, "a")).isEqualTo("down");
      dead.clear();
    }
  }

  private Balancer balancer(FailurePolicy failures, ProbePolicy probes) {
    return Balancer.builder("test", new RoundRobin())
        .members(List.of(member("a").build(), member("b").build(), member("c").build()))
        .failurePolicy(failures)
        .probing(probes, this::probe)
        .ticker(time)
        .scheduler(time)
        .chance(() -> 1L << 63)
        .observer(new News())
        .build();
  }

  private Probe.UnderWay probe(Member member, Consumer<Finding> told) {
    if (!silent.contains(member.id())) {
      boolean lives = !dead.contains(member.id());
      told.accept(lives ? Finding.passed("well") : Finding.failed("dead"));
    }
    return () -> "answer";
  }

  private static void fail(Balancer balancer, String id) {
    acquire(balancer, id).complete(Outcome.CONNECT_FAILED);
  }

  private static Lease acquire(Balancer balancer, String id) {
    for (int i = 0; i < 20; i++) {
      Lease lease = balancer.acquire();
      if (lease.member().id().equals(id)) {
        return lease;
      }
      lease.close();
    }
    throw new AssertionError(id + " was not picked");
  }

  private static String health(Balancer balancer, String id) {
    return balancer.candidates().members().stream()
        .filter(c -> c.member().id().equals(id))
        .map(c -> c.health().name())
        .collect(Collectors.joining());
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private final class News implements BalancerObserver {

    @Override
    public void healthChanged(Member member, Health from, Health to) {
      if (!(from instanceof Health.Recovering)) {
        news.add(member.id() + " " + to.name() + ": " + to.reason());
      }
    }

    @Override
    public void everyMemberDown() {
      news.add("all");
    }
  }
}
