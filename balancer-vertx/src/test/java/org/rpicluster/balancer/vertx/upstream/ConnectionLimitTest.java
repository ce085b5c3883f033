package org.rpicluster.balancer.vertx.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.upstream.ConnectionLimit.Grant.GRANTED;
import static org.rpicluster.balancer.vertx.upstream.ConnectionLimit.Grant.REFUSED;
import static org.rpicluster.balancer.vertx.upstream.ConnectionLimit.Grant.WAITS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.upstream.ConnectionLimit.Applicant;

class ConnectionLimitTest {

  private final List<String> granted = new ArrayList<>();

  private Applicant applicant(String name) {
    return new Applicant() {
      @Override
      public void granted() {
        granted.add(name);
      }
    };
  }

  @Test
  void places_areGivenOutUpToTheLimit_andFourTimesAsManyMayWait() {
    ConnectionLimit limit = new ConnectionLimit(2);
    assertThat(limit.ask(applicant("a"))).isEqualTo(GRANTED);
    assertThat(limit.ask(applicant("b"))).isEqualTo(GRANTED);
    for (int i = 0; i < 8; i++) {
      assertThat(limit.ask(applicant("waiting"))).isEqualTo(WAITS);
    }
    assertThat(limit.ask(applicant("one too many"))).isEqualTo(REFUSED);
    assertThat(limit.waiting()).isEqualTo(8);
  }

  @Test
  void placesGivenBack_goToTheLineInItsOrder_andAreFreeAfterwards() {
    ConnectionLimit limit = new ConnectionLimit(2);
    List.of("a", "b", "c", "d").forEach(name -> limit.ask(applicant(name)));
    limit.giveBack();
    limit.giveBack();
    assertThat(granted).containsExactly("c", "d");
    limit.giveBack();
    assertThat(limit.ask(applicant("e"))).isEqualTo(GRANTED);
    assertThat(limit.ask(applicant("f"))).isEqualTo(WAITS);
  }

  @Test
  void whoLeaves_frees_hisPlaceInTheLine() {
    ConnectionLimit limit = new ConnectionLimit(1);
    Applicant second = applicant("second");
    limit.ask(applicant("first"));
    limit.ask(second);
    assertThat(limit.leave(second)).isTrue();
    assertThat(limit.ask(applicant("third"))).isEqualTo(WAITS);
    limit.giveBack();
    assertThat(granted).containsExactly("third");
    assertThat(limit.leave(second)).isFalse();
  }

  @Test
  void whoeverWaits_makesHoldersCloseWhatTheyDoNotUse() {
    ConnectionLimit limit = new ConnectionLimit(1);
    AtomicInteger asked = new AtomicInteger();
    ConnectionLimit.Holder holder = asked::incrementAndGet;
    limit.join(holder);
    limit.ask(applicant("a"));
    assertThat(asked).hasValue(0);
    Applicant waiting = applicant("b");
    limit.ask(waiting);
    assertThat(asked).hasValue(1);
    limit.part(holder);
    limit.leave(waiting);
    assertThat(limit.ask(applicant("c"))).isEqualTo(WAITS);
    assertThat(asked).hasValue(1);
  }

  @Test
  void firstInLine_isOvertakenEightTimesAndNotOnceMore() {
    ConnectionLimit limit = new ConnectionLimit(20);
    for (int i = 0; i < 20; i++) {
      limit.ask(applicant("holder"));
    }
    Applicant first = applicant("first");
    limit.ask(first);
    List<Applicant> near = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      near.add(applicant("near" + i));
      limit.ask(near.get(i));
    }
    for (int i = 0; i < ConnectionLimit.OVERTAKEN_MAX; i++) {
      assertThat(limit.serve(near.get(i))).isTrue();
    }
    assertThat(limit.serve(near.get(8))).isFalse();
    limit.giveBack(); // the connection was closed for the first
    assertThat(granted).containsExactly("first");
    assertThat(limit.serve(near.get(8))).isTrue();
    assertThat(limit.serve(first)).isFalse();
  }

  @Test
  void fromManyThreads_noMoreThanTheLimitAreEverHeld_andNobodyIsForgotten() throws Exception {
    int threads = 4;
    int rounds = 20_000;
    ConnectionLimit limit = new ConnectionLimit(3);
    AtomicInteger held = new AtomicInteger();
    AtomicInteger heldMost = new AtomicInteger();
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      all.add(
          new Thread(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  holdOnce(limit, held, heldMost);
                }
              }));
    }
    all.forEach(Thread::start);
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(heldMost.get()).isBetween(1, 3);
    assertThat(limit.waiting()).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(limit.ask(applicant("after"))).isEqualTo(GRANTED);
    }
  }

  private static void holdOnce(ConnectionLimit limit, AtomicInteger held, AtomicInteger heldMost) {
    CountDownLatch place = new CountDownLatch(1);
    if (limit.ask(place::countDown) == WAITS) {
      try {
        place.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    heldMost.accumulateAndGet(held.incrementAndGet(), Math::max);
    held.decrementAndGet();
    limit.giveBack();
  }
}
