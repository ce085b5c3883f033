package org.rpicluster.balancer.time;

/**
 * Runs a task once, later. A task must be short: it may run on the only timer thread, or on an
 * event loop. Any thread may schedule and cancel.
 */
public interface Scheduler {

  /**
   * Runs {@code task} once, not before {@code delayNanos} nanoseconds (0 or more) have passed.
   *
   * @return the timer, to cancel it
   */
  Timer schedule(long delayNanos, Runnable task);

  /** One scheduled task. */
  @FunctionalInterface
  interface Timer {

    /** Forgets the task; without effect once it has begun. */
    void cancel();
  }

  /**
   * A scheduler with one daemon thread, begun with the first task and ended a second after the
   * last: an idle one costs no thread, and it needs no closing.
   *
   * @param threadName the name of its thread
   */
  static Scheduler daemon(String threadName) {
    return new DaemonScheduler(threadName);
  }
}
