package org.rpicluster.balancer.pick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;

/**
 * The part of {@link PickerContract} that many threads take part in, through a {@link Balancer}.
 * Whether a strategy passes does not depend on the schedule; whether a broken one is caught may.
 */
public abstract class ConcurrentPickerContract {

  private static final int THREADS = 2;
  private static final int PICKS = 20_000;
  private static final int CHANGES = 200;

  /** The strategy under test. */
  protected abstract Strategy strategy();

  /**
   * The context of a request. Override it where the strategy reads something from the request, and
   * give different requests different ones.
   *
   * @param request 0, 1, 2 …
   */
  protected PickContext context(int request) {
    return new PickContext();
  }

  @Test
  @Timeout(60)
  void inFlight_endsAtZero_whateverChangesMeanwhile() throws Exception {
    List<Member> all = members(6);
    Balancer balancer = balancer(all);

    whilePicking(() -> pickAndComplete(balancer), () -> changeAtRandom(balancer, all));

    balancer.update(all);
    balancer.candidates().members().forEach(c -> assertThat(c.counters().inFlight()).isZero());
  }

  @Test
  @Timeout(60)
  void memberLimits_holdUnderConcurrency() throws Exception {
    List<Member> limited =
        members(THREADS).stream().map(m -> m.but().maxInFlight(1).build()).toList();
    Balancer balancer = balancer(limited);

    whilePicking(
        () -> {
          for (int i = 0; i < PICKS; i++) {
            pickWithinLimit(balancer, i);
          }
        },
        () -> balancer.update(limited));

    balancer.candidates().members().forEach(c -> assertThat(c.counters().inFlight()).isZero());
  }

  @Test
  @Timeout(60)
  void pick_thatBeginsAfterARemoval_neverGivesTheRemovedMember() throws Exception {
    List<Member> all = members(4);
    List<Member> fewer = all.subList(0, 2);
    Balancer balancer = balancer(all);
    // Odd while a and b alone are in, from before a pick begins to after it ended.
    AtomicInteger version = new AtomicInteger();

    whilePicking(
        () -> {
          for (int i = 0; i < PICKS; i++) {
            int before = version.get();
            String id = pick(balancer, i);
            if (before % 2 == 1 && before == version.get()) {
              assertThat(id).isIn("a", "b");
            }
          }
        },
        () -> {
          for (int i = 0; i < CHANGES; i++) {
            balancer.update(fewer);
            version.incrementAndGet();
            Thread.yield();
            version.incrementAndGet();
            balancer.update(all);
          }
        });
  }

  private void pickAndComplete(Balancer balancer) {
    for (int i = 0; i < PICKS; i++) {
      pick(balancer, i);
    }
  }

  private String pick(Balancer balancer, int request) {
    try (Lease lease = balancer.acquire(context(request))) {
      lease.addBytesToMember(100);
      lease.addBytesFromMember(1000);
      lease.complete(Outcome.SUCCESS);
      return lease.member().id();
    }
  }

  /** None is a right answer: both may be seen full, one after the other. */
  private void pickWithinLimit(Balancer balancer, int request) {
    try (Lease lease = balancer.acquire(context(request))) {
      assertThat(lease.candidate().counters().inFlight()).isEqualTo(1);
    } catch (NoMemberException e) {
      assertThat(e.reason()).isNotEqualTo(NoMemberException.Reason.EMPTY);
    }
  }

  private static void changeAtRandom(Balancer balancer, List<Member> all) {
    Random random = new Random(7);
    for (int i = 0; i < CHANGES; i++) {
      List<Member> some = new ArrayList<>(all.subList(0, 2));
      for (Member member : all.subList(2, all.size())) {
        if (random.nextBoolean()) {
          some.add(member.but().weight(1 + random.nextInt(5)).build());
        }
      }
      balancer.update(some);
    }
  }

  private Balancer balancer(List<Member> members) {
    return Balancer.builder("test", strategy()).members(members).build();
  }

  private static List<Member> members(int count) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(TestCluster.member(TestCluster.name(i)).build());
    }
    return members;
  }

  private static void whilePicking(Runnable picking, Runnable changing) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        tasks.add(Executors.callable(picking));
      }
      tasks.add(Executors.callable(changing));
      for (Future<Object> done : threads.invokeAll(tasks)) {
        rethrow(done);
      }
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void rethrow(Future<Object> done) throws InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new AssertionError("in a thread", e.getCause());
    }
  }
}
