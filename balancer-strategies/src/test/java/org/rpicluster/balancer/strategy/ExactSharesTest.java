package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.reference.ApacheReference;
import org.rpicluster.balancer.pick.reference.ByRequestsReference;
import org.rpicluster.balancer.pick.reference.Worker;

/**
 * Not one request too many or too few, whatever the threads do: byrequests is one sequence, and
 * each pick is one step of it. The changes here are of settings that do not concern the credits.
 */
class ExactSharesTest {

  private static final int THREADS = 2;
  private static final int PICKS = 1_000_000;
  private static final int CHANGES = 200;

  private final Balancer balancer =
      Balancer.builder("exact", Strategies.byRequests()).members(members(0)).build();

  @Test
  @Timeout(120)
  void shares_areTheReferences_underConcurrentPicksAndChanges() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> picking = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        picking.add(threads.submit(this::pickAndComplete));
      }
      change();
      for (Future<?> done : picking) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(picks()).isEqualTo(referencePicks());
    balancer.candidates().members().forEach(c -> assertThat(c.counters().inFlight()).isZero());
  }

  private void pickAndComplete() {
    for (int i = 0; i < PICKS; i++) {
      try (Lease lease = balancer.acquire()) {
        lease.complete(Outcome.SUCCESS);
      }
    }
  }

  /** One change after every so many picks, so that they are spread over the whole run. */
  private void change() {
    for (int change = 1; change <= CHANGES; change++) {
      long picks = (long) THREADS * PICKS / (CHANGES + 1) * change;
      while (picks().stream().mapToLong(Long::longValue).sum() < picks) {
        Thread.onSpinWait();
      }
      balancer.update(members(change));
    }
  }

  private List<Long> picks() {
    return balancer.candidates().members().stream().map(c -> c.counters().picks()).toList();
  }

  private static List<Member> members(int change) {
    return List.of(
        member("a").weight(5).route("a" + change).build(),
        member("b").route("b" + change).build(),
        member("c").route("c" + change).build());
  }

  private static List<Long> referencePicks() {
    ApacheReference reference = new ByRequestsReference();
    IntStream.of(0, 1, 2).forEach(i -> reference.workers.add(new Worker("" + i)));
    reference.workers.get(0).factor = 500;
    for (int i = 0; i < THREADS * PICKS; i++) {
      reference.pick(Set.of());
    }
    return reference.workers.stream().map(worker -> (long) worker.busy).toList();
  }
}
