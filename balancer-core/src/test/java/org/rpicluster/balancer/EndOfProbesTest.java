package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.RoundRobin;

/** What is found while the probes of a cluster end: theirs is no news any more, others' is. */
@Timeout(20)
class EndOfProbesTest extends WrongEmbedder {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** One that fails takes out; none is late: which member is asked first is a matter of chance. */
  private static final ProbePolicy POLICY =
      new ProbePolicy(SECOND, SECOND, Duration.ofMinutes(1), 2, 1, true);

  private final Map<String, Consumer<Finding>> asked = new ConcurrentHashMap<>();

  private Probe.UnderWay ask(Member member, Consumer<Finding> told) {
    asked.put(member.id(), told);
    return () -> "answer";
  }

  private void untilAsked(String id) {
    for (int i = 0; i < 1_000 && !asked.containsKey(id); i++) {
      time.advance(Duration.ofMillis(10));
    }
  }

  @Test
  void findingThatComesBehindTheEndOfProbes_changesNothing() throws Exception {
    Balancer balancer = builder(new RoundRobin()).build();
    balancer.probe(POLICY, this::ask);
    untilAsked("pi1:80");
    Consumer<Finding> found = asked.get("pi1:80");
    Thread late = new Thread(() -> found.accept(Finding.failed("dead")));

    balancer.change(
        new ClusterChange()
            .noProbing()
            .members(
                members -> {
                  late.start();
                  while (late.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait(); // until it has come as far as the change lets it
                  }
                  return members;
                }));
    late.join();

    assertUnharmed(balancer);
  }

  @Test
  void checkOfAnotherHand_countsWhileProbesEnd() {
    Balancer[] balancer = new Balancer[1];
    BalancerObserver observer =
        new BalancerObserver() {
          @Override
          public void healthChanged(Member member, Health from, Health to) {
            if (to instanceof Health.HalfOpen && member.id().equals("pi1:80")) {
              balancer[0].probesFailed("pi2:80", "unplugged");
            }
          }
        };
    balancer[0] = builder(new RoundRobin()).observer(observer).build();
    balancer[0].probe(POLICY, this::ask);
    untilAsked("pi1:80");
    asked.get("pi1:80").accept(Finding.failed("dead"));
    assertThat(health(balancer[0], 0)).isEqualTo("down");

    balancer[0].stopProbing();

    assertThat(health(balancer[0], 0)).isEqualTo("half open");
    assertThat(health(balancer[0], 1)).isEqualTo("down");
  }
}
