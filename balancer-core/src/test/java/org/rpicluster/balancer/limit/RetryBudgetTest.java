package org.rpicluster.balancer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.time.ManualTime;

class RetryBudgetTest {

  private static final Duration WINDOW = Duration.ofSeconds(RetryBudget.WINDOW_SECONDS);

  private final ManualTime time = new ManualTime();
  private final RetryBudget budget = new RetryBudget(20, time);

  @Test
  void everythingFails_aFifthIsRepeated() {
    int retries = 0;
    for (int i = 0; i < 1000; i++) {
      budget.request();
      retries += budget.tryRetry() ? 1 : 0;
    }

    assertThat(retries).isEqualTo(200);
    assertThat(budget.retries()).isEqualTo(200);
  }

  @Test
  void whatIsGivenBack_isThereForOthers() {
    assertThat(granted(10)).isEqualTo(RetryBudget.FLOOR);

    budget.giveBack();

    assertThat(budget.left()).isEqualTo(1);
    assertThat(granted(10)).isEqualTo(1);
    assertThat(budget.retries()).isEqualTo(RetryBudget.FLOOR);
  }

  @Test
  void quietCluster_hasItsFloor_andHasItAgainLater() {
    budget.request();
    assertThat(granted(10)).isEqualTo(RetryBudget.FLOOR);
    assertThat(budget.left()).isZero();

    time.advance(WINDOW);

    budget.request();
    assertThat(granted(10)).isEqualTo(RetryBudget.FLOOR);
  }

  @Test
  void goodHour_isForgottenAfterTheWindow() {
    requests(100_000);
    assertThat(budget.left()).isEqualTo(20_000);

    time.advance(WINDOW);

    assertThat(budget.left()).isEqualTo(RetryBudget.FLOOR);
  }

  @Test
  void nothing_isNoneAtAll_andTheChangeCountsAtOnce() {
    AtomicInteger percent = new AtomicInteger();
    RetryBudget none = new RetryBudget(percent::get, time);
    for (int i = 0; i < 100; i++) {
      none.request();
    }
    assertThat(none.tryRetry()).isFalse();

    percent.set(10);

    assertThat(none.left()).isEqualTo(10);
    assertThat(none.percent()).isEqualTo(10);
  }

  @Test
  void percentageBeyondItsRange_isAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryBudget(500, time))
        .withMessage("budget: 500% (expected: 0% to 100%)");
  }

  /** Whatever the history, no stretch of it as long as the window has more than its share. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noWindow_hasMoreThanItsShare(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<long[]> history = new ArrayList<>();
    for (int step = 0; step < 3000; step++) {
      // Pauses, and bursts of up to a hundred requests at one moment.
      time.advance(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(3000) : 0));
      int burst = random.nextInt(10) == 0 ? random.nextInt(100) : 1;
      requests(burst);
      int retries = granted(random.nextInt(4));
      history.add(new long[] {time.nanos(), burst, retries});
      if (retries > 0) {
        assertWithinShare(history);
      }
    }
    assertThat(budget.retries()).isPositive();
  }

  /** Of the stretch that ends now; the others were checked when they did. */
  private static void assertWithinShare(List<long[]> history) {
    long now = history.get(history.size() - 1)[0];
    long requests = 0;
    long retries = 0;
    // The slots make the window up to one of them shorter, never longer.
    long shortest = WINDOW.toNanos() * 9 / 10;
    for (int i = history.size() - 1; i >= 0; i--) {
      long age = now - history.get(i)[0];
      requests += age < WINDOW.toNanos() ? history.get(i)[1] : 0;
      retries += age < shortest ? history.get(i)[2] : 0;
      if (age >= WINDOW.toNanos()) {
        break;
      }
    }
    assertThat(retries).isLessThanOrEqualTo(Math.max(RetryBudget.FLOOR, requests / 5));
  }

  @Test
  void threadsAtOnce_getNoMoreThanIsLeft() throws InterruptedException {
    requests(1000);
    AtomicInteger granted = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> granted.addAndGet(granted(1000))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(granted).hasValue(200);
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      budget.request();
    }
  }

  private int granted(int asked) {
    int granted = 0;
    for (int i = 0; i < asked; i++) {
      granted += budget.tryRetry() ? 1 : 0;
    }
    return granted;
  }
}
