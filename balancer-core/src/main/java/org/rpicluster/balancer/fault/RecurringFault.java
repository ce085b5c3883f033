package org.rpicluster.balancer.fault;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Reports a fault that may recur with every request: the first occurrence at once, from then on how
 * many more there were, once a minute, until there was a minute without any; and once when it is
 * over, where that can be seen. A fault that comes and goes is announced and over at most once a
 * minute. A brief lock for each occurrence, no timer while there are none; any thread.
 */
public final class RecurringFault {

  /** Often enough to see that it goes on; a thousand lines a day at worst. */
  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Scheduler scheduler;
  private final BiConsumer<String, @Nullable Throwable> log;
  private final String once;
  private final String often;

  // Guarded by this.
  private boolean counting;
  private boolean announced;
  private long untold;
  private long total;
  private String last = "";
  private @Nullable Throwable lastThrown;

  private volatile boolean failing;

  /**
   * A fault that has not occurred yet.
   *
   * @param scheduler for the lines that say how many
   * @param log gets each line, and what was thrown if anything was
   * @param once how the line of the first occurrence begins; what has occurred follows
   * @param often how the line begins that counts more of them; number and the last one follow
   */
  public RecurringFault(
      Scheduler scheduler, BiConsumer<String, @Nullable Throwable> log, String once, String often) {
    this.scheduler = scheduler;
    this.log = log;
    this.once = once;
    this.often = often;
  }

  /** It has occurred once more. */
  public void occurred(String what) {
    occurred(what, 1);
  }

  /**
   * It has occurred.
   *
   * @param what what has, in words for the log
   * @param times how often, or how much was lost by it
   */
  public void occurred(String what, long times) {
    occurred(what, times, null);
  }

  /** The same, of which something was thrown. */
  synchronized void occurred(String what, long times, @Nullable Throwable thrown) {
    last = what;
    lastThrown = thrown;
    total += times;
    failing = true;
    if (counting) {
      untold += times;
    } else {
      announced = true;
      log.accept(once + what, thrown);
      count(Math.max(0, times - 1));
    }
  }

  private void count(long alreadyMore) {
    counting = true;
    untold = alreadyMore;
    scheduler.schedule(PERIOD_NANOS, this::minuteOver);
  }

  private synchronized void minuteOver() {
    counting = untold > 0;
    if (counting) {
      announced = failing;
      log.accept(often + untold + ", the last: " + last, lastThrown);
      count(0);
    } else {
      lastThrown = null; // it may hold on to much
    }
  }

  /** Whether it has not occurred for a minute, and will be announced when it does. */
  synchronized boolean isQuiet() {
    return !counting;
  }

  /**
   * It is over: what was at fault works. Without effect, and without a lock, where it did before.
   *
   * @param words how its line begins; how often it occurred follows
   */
  public void over(String words) {
    if (failing) {
      recovered(words);
    }
  }

  private synchronized void recovered(String words) {
    if (failing && announced) {
      log.accept(words + total, null);
      total = 0;
      untold = 0;
    }
    announced = false;
    failing = false;
  }
}
