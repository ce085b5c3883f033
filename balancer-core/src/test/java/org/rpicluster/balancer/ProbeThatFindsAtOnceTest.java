package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.RoundRobin;

/** A probe may tell what it found before it says how it is broken off. */
@Timeout(60)
class ProbeThatFindsAtOnceTest extends WrongEmbedder {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** One that fails takes out. */
  private static final ProbePolicy POLICY =
      new ProbePolicy(SECOND, SECOND, SECOND.dividedBy(2), 2, 1, true);

  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** A slow observer must not stop those who look at the probes of that member. */
  @Test
  void observer_mayWaitForAnotherThreadThatAsksForTheResults() {
    Balancer[] balancer = new Balancer[1];
    BalancerObserver observer =
        new BalancerObserver() {
          @Override
          public void healthChanged(Member member, Health from, Health to) {
            CompletableFuture.supplyAsync(() -> balancer[0].probesOf(member.id()).get(0).detail())
                .orTimeout(20, TimeUnit.SECONDS)
                .thenAccept(seen::add)
                .join();
          }
        };
    balancer[0] = builder(new RoundRobin()).observer(observer).build();
    balancer[0].probe(
        POLICY,
        (member, told) -> {
          boolean dead = member.id().equals("pi1:80");
          told.accept(dead ? Finding.failed("dead") : Finding.passed("fine"));
          return () -> "answer";
        });
    time.advance(SECOND);

    assertThat(faults).isEmpty();
    assertThat(seen).containsExactly("dead");
  }

  @Test
  void probeThatIsLeftWhileItBegins_isBrokenOff() {
    Balancer balancer = builder(new RoundRobin()).build();
    balancer.probe(
        POLICY,
        (member, told) -> {
          balancer.stopProbing();
          return () -> {
            seen.add(member.id());
            return "answer";
          };
        });
    time.advance(SECOND);

    assertThat(seen).hasSize(1).isSubsetOf("pi1:80", "pi2:80");
    assertThat(faults).isEmpty();
    assertThat(time.waiting()).isZero();
  }
}
