package org.rpicluster.balancer.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

  private final ManualTime time = new ManualTime();
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasks_runInTheOrderOfTheirTimes_andThenOfScheduling() {
    time.schedule(20, () -> ran.add("late"));
    time.schedule(10, () -> ran.add("early"));
    time.schedule(20, () -> ran.add("late too"));

    time.advance(Duration.ofNanos(20));

    assertThat(ran).containsExactly("early", "late", "late too");
  }

  @Test
  void task_seesItsOwnTime_andMayScheduleAnother() {
    long start = time.nanos();
    time.schedule(
        10, () -> time.schedule(5, () -> ran.add("at " + (time.nanos() - start) + " ns")));

    time.advance(Duration.ofNanos(100));

    assertThat(ran).containsExactly("at 15 ns");
    assertThat(time.nanos() - start).isEqualTo(100);
  }

  @Test
  void task_waits_untilItsTime() {
    time.schedule(10, () -> ran.add("ran"));

    time.advance(Duration.ofNanos(9));

    assertThat(ran).isEmpty();
    assertThat(time.waiting()).isEqualTo(1);
  }

  @Test
  void cancelledTask_neverRuns() {
    Scheduler.Timer timer = time.schedule(10, () -> ran.add("ran"));

    timer.cancel();
    time.advance(Duration.ofNanos(10));

    assertThat(ran).isEmpty();
    assertThat(time.waiting()).isZero();
  }

  @Test
  void clocks_goTogether_andTheMonotonicOneOverflows() {
    long nanos = time.nanos();
    var now = time.now();

    time.advance(Duration.ofSeconds(2));

    assertThat(time.nanos()).isNegative();
    assertThat(time.nanos() - nanos).isEqualTo(2_000_000_000L);
    assertThat(Duration.between(now, time.now())).isEqualTo(Duration.ofSeconds(2));
  }
}
