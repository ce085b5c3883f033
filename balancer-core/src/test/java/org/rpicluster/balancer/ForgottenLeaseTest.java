package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;

/** Leases that are never ended: a trial expires, and the leak detector says where. */
class ForgottenLeaseTest extends WrongEmbedder {

  @Test
  void forgottenTrial_expires_visibly_andAnotherRequestTries() {
    List<String> seen = new ArrayList<>();
    Balancer balancer =
        Balancer.builder("shop", new RoundRobin())
            .members(List.of(Member.of("http://pi1:80"), Member.of("http://pi2:80")))
            .failurePolicy(FailurePolicy.DEFAULT)
            .trialTimeout(Duration.ofSeconds(30))
            .observer(
                new BalancerObserver() {
                  @Override
                  public void healthChanged(Member member, Health from, Health to) {
                    seen.add(to.name() + ": " + to.reason());
                  }
                })
            .ticker(time)
            .scheduler(time)
            .build();
    balancer.acquire().complete(Outcome.CONNECT_FAILED);
    time.advance(Duration.ofSeconds(10));
    assertThat(health(balancer, 0)).isEqualTo("half open");
    Lease forgotten = onPi1(balancer);
    time.advance(Duration.ofSeconds(29));
    assertThat(balancer.candidates().members().get(0).isFull()).isTrue();
    time.advance(Duration.ofSeconds(1));
    assertThat(seen).last().asString().contains("its trial has not ended in time");
    assertThat(balancer.candidates().members().get(0).isFull()).isFalse();
    onPi1(balancer).complete(Outcome.SUCCESS);
    assertThat(health(balancer, 0)).isEqualTo("recovering");
    forgotten.close();
    assertThat(health(balancer, 0)).isEqualTo("recovering");
  }

  @Test
  void slowTrial_thatEndsAfterItsTime_stillDecides() {
    Balancer balancer = builder(new RoundRobin()).build();
    balancer.acquire().complete(Outcome.CONNECT_FAILED);
    time.advance(Duration.ofSeconds(10));
    Lease slow = onPi1(balancer);
    time.advance(Duration.ofSeconds(90));
    slow.complete(Outcome.SUCCESS);
    assertThat(health(balancer, 0)).isEqualTo("recovering");
  }

  private Lease onPi1(Balancer balancer) {
    Candidate other = balancer.candidates().members().get(1);
    PickContext context = new PickContext();
    context.exclude(other);
    return balancer.acquire(context);
  }

  @Test
  @Timeout(60)
  void forgottenLeases_areReportedWithTheirPlace_andComeBack() {
    List<Throwable> places = new ArrayList<>();
    Balancer balancer =
        builder(new RoundRobin())
            .leakDetection(LeakDetection.PARANOID)
            .faults(
                (what, cause) -> {
                  faults.add(what);
                  places.add(cause);
                })
            .build();
    forgets(balancer);
    Lease kept = balancer.acquire();
    while (faults.isEmpty()) {
      System.gc();
      balancer.acquire().complete(Outcome.SUCCESS);
    }
    assertThat(faults)
        .containsExactly(
            "shop: a lease of the member pi1:80 was never ended (expected: complete or close)");
    assertThat(places.get(0).getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("forgets"));
    kept.close();
    assertUnharmed(balancer);
  }

  private void forgets(Balancer balancer) {
    balancer.acquire();
  }

  @Test
  @Timeout(60)
  void simpleDetection_findsALeakInALoop() {
    Balancer balancer = builder(new RoundRobin()).build();
    for (int i = 0; i < 1_000; i++) {
      balancer.acquire();
    }
    while (faults.size() < 7) {
      System.gc();
      balancer.acquire().complete(Outcome.SUCCESS);
    }
    assertThat(faults).allMatch(fault -> fault.contains("was never ended"));
    assertThat(health(balancer, 0)).isEqualTo("up");
  }

  @Test
  void leasesThatEnd_areNeverReported() {
    Balancer balancer = builder(new RoundRobin()).leakDetection(LeakDetection.PARANOID).build();
    for (int i = 0; i < 1_000; i++) {
      balancer.acquire().complete(Outcome.SUCCESS);
    }
    System.gc();
    balancer.acquire().close();
    assertThat(faults).isEmpty();
    assertUnharmed(balancer);
  }
}
