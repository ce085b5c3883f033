package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.NoMemberException.Reason;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.ByRule;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.pick.Strategy;

/** A waiter that throws or ends inline: its lease comes back, and the others are served in turn. */
class WrongWaiterTest extends WrongEmbedder {

  private Balancer full(Strategy strategy) {
    return Balancer.builder("shop", strategy)
        .member(Member.at("http://pi1:80").maxInFlight(1).build())
        .queue(new QueuePolicy(10_000, Duration.ofSeconds(5)))
        .ticker(time)
        .scheduler(time)
        .faults((what, cause) -> faults.add(what))
        .build();
  }

  @Test
  void throwingWaiter_isReported_andItsLeaseGoesToTheNext() {
    Balancer balancer = full(new RoundRobin());
    Lease held = balancer.acquire();
    balancer.acquire(
        new PickContext(),
        new Recorded() {
          @Override
          public void granted(Lease lease) {
            throw new IllegalStateException("no thanks");
          }
        });
    Recorded next = new Recorded();
    balancer.acquire(new PickContext(), next);
    held.complete(Outcome.SUCCESS);
    assertThat(faults)
        .containsExactly("shop: a waiter threw java.lang.IllegalStateException: no thanks");
    assertThat(next.leases).hasSize(1);
    next.leases.get(0).close();
    assertUnharmed(balancer);
  }

  @Test
  void waiterThatThrowsAtOnce_hearsOfItItself_andItsLeaseIsBack() {
    Balancer balancer = full(new RoundRobin());
    Waiter throwing =
        new Recorded() {
          @Override
          public void granted(Lease lease) {
            throw new AssertionError("no thanks");
          }
        };
    assertThatThrownBy(() -> balancer.acquire(new PickContext(), throwing))
        .isInstanceOf(AssertionError.class);
    assertUnharmed(balancer);
  }

  @Test
  void waiterThatThrowsWhenItIsRefused_isReported() {
    Balancer balancer = full(new RoundRobin());
    Lease held = balancer.acquire();
    Waiter throwing =
        new Recorded() {
          @Override
          public void refused(NoMemberException reason) {
            throw new IllegalStateException(reason.reason().name());
          }
        };
    balancer.acquire(new PickContext(), throwing);
    Recorded next = new Recorded();
    balancer.acquire(new PickContext(), next);
    time.advance(Duration.ofSeconds(5));
    assertThat(faults)
        .containsExactly("shop: a waiter threw java.lang.IllegalStateException: QUEUE_TIMED_OUT");
    assertThat(next.refusals).hasSize(1);
    held.close();
    assertUnharmed(balancer);
  }

  @Test
  void waiterThatThrowsWhenItIsToWait_doesNotWait() {
    Balancer balancer = full(new RoundRobin());
    Lease held = balancer.acquire();
    Waiter throwing =
        new Recorded() {
          @Override
          public void waits(Turn turn) {
            throw new IllegalStateException("never");
          }
        };
    assertThatThrownBy(() -> balancer.acquire(new PickContext(), throwing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(balancer.waiting()).isZero();
    held.close();
    assertUnharmed(balancer);
  }

  @Test
  void pickerThatThrowsForOneWhoWaits_isToldToThatOne_andNotToTheOneThatEnds() {
    AtomicInteger picks = new AtomicInteger();
    Strategy throwing =
        new ByRule(
            (candidates, context) -> {
              if (context.hasHashKey()) {
                throw new IllegalStateException("pick " + picks.incrementAndGet());
              }
              return candidates.size() == 0 || candidates.get(0).isFull()
                  ? Candidate.NONE
                  : candidates.get(0);
            });
    Balancer balancer = full(throwing);
    Lease held = balancer.acquire();
    Recorded first = new Recorded();
    balancer.acquire(new PickContext(), first);
    PickContext poisoned = new PickContext();
    Recorded second = new Recorded();
    balancer.acquire(poisoned, second);
    poisoned.hashKey("poison");
    Recorded third = new Recorded();
    balancer.acquire(new PickContext(), third);
    held.complete(Outcome.SUCCESS);
    assertThat(first.leases).hasSize(1);
    first.leases.get(0).complete(Outcome.SUCCESS);
    assertThat(second.refusals).hasSize(1);
    assertThat(second.refusals.get(0).reason()).isEqualTo(Reason.STRATEGY_FAILED);
    assertThat(third.leases).hasSize(1);
    third.leases.get(0).close();
    assertUnharmed(balancer);
  }

  @Test
  @Timeout(60)
  void tenThousandWaiters_thatEndInline_areServedInTurn_withoutRecursion() {
    Balancer balancer = full(new RoundRobin());
    Lease held = balancer.acquire();
    List<Integer> served = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      balancer.acquire(
          new PickContext(),
          new Recorded() {
            @Override
            public void granted(Lease lease) {
              served.add(number);
              if (number % 3 == 0) {
                throw new IllegalStateException("one of three throws");
              }
              lease.complete(Outcome.SUCCESS);
            }
          });
    }
    held.complete(Outcome.SUCCESS);
    assertThat(served).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    assertThat(faults).hasSize(3_334);
    assertThat(balancer.waiting()).isZero();
    assertUnharmed(balancer);
  }

  @Test
  @Timeout(60)
  void waiters_thatAskAgainInline_areServedWithoutRecursion() {
    Balancer balancer = full(new RoundRobin());
    Lease held = balancer.acquire();
    AtomicInteger served = new AtomicInteger();
    Waiter insatiable =
        new Recorded() {
          @Override
          public void granted(Lease lease) {
            if (served.incrementAndGet() < 20_000) {
              balancer.acquire(new PickContext(), this);
            }
            lease.complete(Outcome.SUCCESS);
          }
        };
    balancer.acquire(new PickContext(), insatiable);
    held.complete(Outcome.SUCCESS);
    assertThat(served).hasValue(20_000);
    assertUnharmed(balancer);
  }
}
