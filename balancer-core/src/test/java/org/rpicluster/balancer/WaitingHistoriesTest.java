package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;

/** What holds of the line in whatever history, and when many threads serve it. */
class WaitingHistoriesTest {

  private static final int LINE = 8;

  private final ManualTime time = new ManualTime();
  private final Deque<Asked> line = new ArrayDeque<>();
  private final List<Lease> held = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverHappens(long seed) {
    random = new SplittableRandom(seed);
    Balancer balancer =
        Balancer.builder("test", new RoundRobin())
            .members(members())
            .queue(new QueuePolicy(LINE, Duration.ofSeconds(5)))
            .ticker(time)
            .scheduler(time)
            .build();
    for (int step = 0; step < 3000; step++) {
      step(balancer);
      assertThat(balancer.waiting()).isEqualTo(line.size()).isLessThanOrEqualTo(LINE);
      assertThat(inFlight(balancer)).isEqualTo(held.size());
      assertThat(line.isEmpty() || isFull(balancer))
          .as("no request waits for a free member")
          .isTrue();
    }
    while (!held.isEmpty()) {
      held.remove(0).complete(Outcome.SUCCESS);
    }
    time.advance(Duration.ofHours(1));
    assertThat(balancer.waiting()).isZero();
    assertThat(time.waiting()).as("timers left").isZero();
  }

  private void step(Balancer balancer) {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> balancer.acquire(new PickContext(), new Asked());
      case 3, 4 -> end(random.nextInt(4) == 0 ? Outcome.CONNECT_FAILED : Outcome.SUCCESS);
      case 5 -> leave();
      case 6 -> time.advance(Duration.ofMillis(random.nextInt(2000)));
      default -> {
        balancer.update(members());
        time.advance(Duration.ZERO);
      }
    }
  }

  private List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      members.add(member("m" + i).maxInFlight(1 + random.nextInt(3)).build());
    }
    return members;
  }

  private void end(Outcome outcome) {
    if (!held.isEmpty()) {
      held.remove(random.nextInt(held.size())).complete(outcome);
      time.advance(Duration.ZERO);
    }
  }

  private void leave() {
    if (!line.isEmpty()) {
      List<Asked> waiting = List.copyOf(line);
      Asked leaving = waiting.get(random.nextInt(waiting.size()));
      leaving.turn.leave();
      line.remove(leaving);
    }
  }

  private int inFlight(Balancer balancer) {
    int left = (int) held.stream().filter(lease -> !isPresent(balancer, lease)).count();
    return left
        + balancer.candidates().members().stream().mapToInt(c -> c.counters().inFlight()).sum();
  }

  private static boolean isPresent(Balancer balancer, Lease lease) {
    return balancer.candidates().members().stream()
        .anyMatch(c -> c.counters() == lease.candidate().counters());
  }

  private static boolean isFull(Balancer balancer) {
    for (int i = 0; i < balancer.candidates().size(); i++) {
      if (!balancer.candidates().get(i).isFull()) {
        return false;
      }
    }
    return true;
  }

  /** Eight threads, two places, and a line that is always there: everyone gets a member. */
  @Test
  void manyThreads_nobodyIsForgotten_andTheLimitHolds() throws InterruptedException {
    int each = 5000;
    int threads = 8;
    Balancer balancer =
        Balancer.builder("test", new RoundRobin())
            .member(member("a").maxInFlight(1).build())
            .member(member("b").maxInFlight(1).build())
            .queue(new QueuePolicy(threads, Duration.ofMinutes(5)))
            .build();
    AtomicInteger running = new AtomicInteger();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(threads * each);
    for (int t = 0; t < threads; t++) {
      new Thread(() -> askInARow(balancer, each, running, wrong, done)).start();
    }

    assertThat(done.await(60, TimeUnit.SECONDS)).as("all are served").isTrue();
    assertThat(wrong).isEmpty();
    assertThat(balancer.waiting()).isZero();
  }

  private static void askInARow(
      Balancer balancer,
      int times,
      AtomicInteger running,
      ConcurrentLinkedQueue<String> wrong,
      CountDownLatch done) {
    for (int i = 0; i < times; i++) {
      CountDownLatch mine = new CountDownLatch(1);
      balancer.acquire(new PickContext(), new Counting(running, wrong, mine));
      try {
        mine.await();
      } catch (InterruptedException e) {
        return;
      }
      done.countDown();
    }
  }

  private record Counting(
      AtomicInteger running, ConcurrentLinkedQueue<String> wrong, CountDownLatch mine)
      implements Waiter {
    @Override
    public void waits(Turn turn) {}

    @Override
    public void granted(Lease lease) {
      if (running.incrementAndGet() > 2) {
        wrong.add("more than the limit");
      }
      running.decrementAndGet();
      mine.countDown();
      lease.complete(Outcome.SUCCESS);
    }

    @Override
    public void refused(NoMemberException reason) {
      wrong.add(reason.getMessage());
      mine.countDown();
    }
  }

  private final class Asked implements Waiter {
    private Turn turn = () -> {};
    private boolean waits;

    @Override
    public void waits(Turn turn) {
      this.turn = turn;
      waits = true;
      line.add(this);
    }

    @Override
    public void granted(Lease lease) {
      if (waits) {
        assertThat(line.peek()).as("the first in line").isSameAs(this);
        line.poll();
      } else {
        assertThat(line).as("overtaken").isEmpty();
      }
      held.add(lease);
    }

    @Override
    public void refused(NoMemberException reason) {
      line.remove(this);
    }
  }
}
