package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;

/** An observer that throws, calls back or stands still: the cluster changes all the same. */
class WrongObserverTest extends WrongEmbedder {

  private final BalancerObserver throwing =
      new BalancerObserver() {
        @Override
        public void joined(Member member) {
          throw new IllegalStateException("joined");
        }

        @Override
        public void left(Member member) {
          throw new IllegalStateException("left");
        }

        @Override
        public void changed(Member from, Member to) {
          throw new AssertionError("changed");
        }

        @Override
        public void healthChanged(Member member, Health from, Health to) {
          throw new StackOverflowError("health");
        }

        @Override
        public void everyMemberDown() {
          throw new IllegalStateException("all");
        }
      };

  @Test
  void throwingObserver_isReported_andTheMemberIsTakenOutAllTheSame() {
    Balancer balancer = builder(new RoundRobin()).observer(throwing).build();
    balancer.acquire().complete(Outcome.CONNECT_FAILED);
    assertThat(health(balancer, 0)).isEqualTo("down");
    assertThat(faults).contains("shop: the observer threw java.lang.StackOverflowError: health");
    balancer.acquire().complete(Outcome.CONNECT_FAILED);
    assertThat(faults).contains("shop: the observer threw java.lang.IllegalStateException: all");
    assertThat(balancer.candidates().size()).isEqualTo(2);
    balancer.update(List.of(Member.at("http://pi2:80").weight(2).build()));
    assertThat(faults)
        .contains(
            "shop: the observer threw java.lang.AssertionError: changed",
            "shop: the observer threw java.lang.IllegalStateException: left");
    assertThat(balancer.candidates().members()).hasSize(1);
  }

  @Test
  void throwingObserver_doesNotKeepThoseWaiting_whoCanBeServed() {
    Balancer balancer = builder(new RoundRobin()).observer(throwing).build();
    balancer.update(List.of(Member.at("http://pi1:80").maxInFlight(1).build()));
    Lease held = balancer.acquire();
    Recorded waiter = new Recorded();
    balancer.acquire(new PickContext(), waiter);
    balancer.update(List.of(Member.at("http://pi1:80").maxInFlight(2).build()));
    time.advance(Duration.ZERO);
    assertThat(waiter.leases).hasSize(1);
    held.close();
    waiter.leases.get(0).close();
    assertUnharmed(balancer);
  }

  @Test
  void observerIsTold_whatIsTrueAlready_andMayCallBack() {
    List<String> seen = new ArrayList<>();
    Balancer[] balancer = new Balancer[1];
    BalancerObserver calling =
        new BalancerObserver() {
          @Override
          public void healthChanged(Member member, Health from, Health to) {
            Candidate now = balancer[0].candidates().members().get(0);
            seen.add(to.name() + "=" + now.health().name());
            if (to instanceof Health.Down) {
              balancer[0].recover(member.id());
              seen.add("recovered");
            }
          }
        };
    balancer[0] = builder(new RoundRobin()).observer(calling).build();
    balancer[0].acquire().complete(Outcome.CONNECT_FAILED);
    assertThat(seen).containsExactly("down=down", "recovered", "half open=half open");
  }

  @Test
  @Timeout(20)
  void observerThatStandsStill_holdsUpNeitherRequestsNorChanges() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BalancerObserver slow =
        new BalancerObserver() {
          @Override
          public void healthChanged(Member member, Health from, Health to) {
            told.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Balancer balancer = builder(new RoundRobin()).observer(slow).build();
    Lease first = balancer.acquire();
    Thread stuck = new Thread(() -> first.complete(Outcome.CONNECT_FAILED));
    stuck.start();
    told.await();
    balancer.acquire().complete(Outcome.SUCCESS);
    balancer.update(List.of(Member.of("http://pi3:80")));
    assertThat(balancer.acquire().member().id()).isEqualTo("pi3:80");
    goOn.countDown();
    stuck.join();
  }

  @Test
  void outOfMemoryInAnObserver_isThrownOn_andTheMemberIsOut() {
    BalancerObserver dying =
        new BalancerObserver() {
          @Override
          public void healthChanged(Member member, Health from, Health to) {
            throw new OutOfMemoryError("made by the test");
          }
        };
    Balancer balancer = builder(new RoundRobin()).observer(dying).build();
    Lease lease = balancer.acquire();
    assertThatThrownBy(() -> lease.complete(Outcome.CONNECT_FAILED))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(health(balancer, 0)).isEqualTo("down");
    assertThat(balancer.candidates().members().get(0).counters().inFlight()).isZero();
  }

  @Test
  void throwingReporter_isDropped() {
    Balancer balancer =
        builder(new RoundRobin())
            .observer(throwing)
            .faults(
                (what, cause) -> {
                  throw new IllegalStateException("the reporter as well");
                })
            .build();
    balancer.acquire().complete(Outcome.CONNECT_FAILED);
    assertThat(health(balancer, 0)).isEqualTo("down");
  }
}
