package org.rpicluster.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Timers of a machine that may be suspended: when it goes on, hours have passed and all that was
 * due meanwhile runs at once, late. For one thread.
 */
final class LateScheduler implements Scheduler {

  private final ManualTime time;
  private final List<Runnable> overdue = new ArrayList<>();
  private boolean suspended;

  LateScheduler(ManualTime time) {
    this.time = time;
  }

  @Override
  public Timer schedule(long delayNanos, Runnable task) {
    Runnable once = () -> task.run();
    Timer timer = time.schedule(delayNanos, () -> due(once));
    return () -> {
      timer.cancel();
      overdue.remove(once);
    };
  }

  private void due(Runnable task) {
    if (suspended) {
      overdue.add(task);
    } else {
      task.run();
    }
  }

  /** Lets time pass in which nothing runs. */
  void suspend(Duration duration) {
    suspended = true;
    time.advance(duration);
    suspended = false;
    while (!overdue.isEmpty()) {
      overdue.remove(0).run();
    }
  }
}
