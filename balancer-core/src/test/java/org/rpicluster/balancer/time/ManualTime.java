package org.rpicluster.balancer.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that a test moves by hand: both clocks and the timers in one, so that they always agree.
 *
 * <p>{@link #advance} runs what is due on the way, in the order of the due times, each task at its
 * own time; tasks that are due together run in the order in which they were scheduled. The
 * monotonic clock begins a second before it overflows, so that code which compares its values
 * instead of their differences is found out. Any thread.
 */
public final class ManualTime implements Ticker, Scheduler {

  private static final long ORIGIN_NANOS = Long.MAX_VALUE - 1_000_000_000L;
  private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

  // All guarded by this; tasks run outside the lock.
  private final PriorityQueue<Task> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparing(Task::number));
  private long elapsedNanos;
  private long scheduled;

  @Override
  public synchronized long nanos() {
    return ORIGIN_NANOS + elapsedNanos;
  }

  @Override
  public synchronized Instant now() {
    return ORIGIN.plusNanos(elapsedNanos);
  }

  @Override
  public synchronized Timer schedule(long delayNanos, Runnable work) {
    Task task = new Task(elapsedNanos + delayNanos, scheduled++, work);
    waiting.add(task);
    return () -> cancel(task);
  }

  /** Moves both clocks and runs what is due on the way, also what is scheduled on the way. */
  public void advance(Duration duration) {
    advanceNanos(duration.toNanos());
  }

  /** As {@link #advance}, without an object. */
  public void advanceNanos(long nanos) {
    long until = elapsedNanos() + nanos;
    for (Task task = nextDue(until); task != null; task = nextDue(until)) {
      task.work().run();
    }
  }

  /** How many tasks wait. */
  public synchronized int waiting() {
    return waiting.size();
  }

  private synchronized long elapsedNanos() {
    return elapsedNanos;
  }

  /** The next task up to {@code until}, at whose time it is then; at the end of them, the end. */
  private synchronized Task nextDue(long until) {
    Task first = waiting.peek();
    boolean due = first != null && first.dueNanos() <= until;
    elapsedNanos = Math.max(elapsedNanos, due ? first.dueNanos() : until);
    return due ? waiting.poll() : null;
  }

  private synchronized void cancel(Task task) {
    waiting.remove(task);
  }

  private record Task(long dueNanos, long number, Runnable work) {}
}
