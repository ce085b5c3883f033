package org.rpicluster.balancer.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Ticker;

/**
 * The share of one cluster's requests that may be sent again: in any {@value #WINDOW_SECONDS} s at
 * most that percentage of the requests of the same time, or {@value #FLOOR} if that is more, so
 * that a quiet cluster can repeat as well. So when everything fails, {@code n} requests cause at
 * most {@code n × (1 + percentage)} attempts, as soon as they are more than a handful; without such
 * a bound each request to a cluster that breaks under its load would cost it several.
 *
 * <p>A caller that sends requests says so with {@link #request}, once for each, and asks {@link
 * #tryRetry} before each further attempt. A request costs one reading of the clock and one addition
 * that threads do not share; a retry takes a lock. Nothing is allocated. Any thread. The idea is
 * Finagle's {@code RetryBudget} and Envoy's {@code retry_budget}.
 */
public final class RetryBudget {

  /** What most clusters get: Envoy's and Finagle's default. */
  public static final int DEFAULT_PERCENT = 20;

  /** Envoy's floor: at the default, fifteen requests are enough to be within the percentage. */
  public static final int FLOOR = 3;

  /** As Finagle's: longer than a member's first time out, short enough to forget a good hour. */
  static final int WINDOW_SECONDS = 10;

  /** The window moves on by one of them; it is up to one shorter than it should be. */
  private static final int SLOTS = 10;

  private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS) / SLOTS;

  private final Ticker ticker;
  private final IntSupplier percent;
  private final LongAdder requests = new LongAdder();
  private volatile long slotEndNanos;

  // Guarded by this. Totals that only grow, and what they were when each slot began.
  private final long[] requestsBefore = new long[SLOTS];
  private final long[] retriesBefore = new long[SLOTS];
  private int slot;
  private long retries;

  /**
   * A budget of which nothing is spent.
   *
   * @param percent retries for a hundred requests: 0, for none at all, to 100
   */
  public RetryBudget(int percent, Ticker ticker) {
    this(() -> percent, ticker);
    requirePercent(percent);
  }

  /**
   * A budget of which nothing is spent.
   *
   * @param percent retries for a hundred requests, 0 to 100, read whenever it is asked; when it
   *     changes, what was counted stays
   */
  public RetryBudget(IntSupplier percent, Ticker ticker) {
    this.ticker = ticker;
    this.percent = percent;
    slotEndNanos = ticker.nanos() + SLOT_NANOS;
  }

  /**
   * Checks a percentage.
   *
   * @throws IllegalArgumentException if it is out of its range
   */
  public static void requirePercent(int percent) {
    Check.argument(percent >= 0 && percent <= 100, "budget", percent + "%", "0% to 100%");
  }

  /** Retries for a hundred requests. */
  public int percent() {
    return percent.getAsInt();
  }

  /** A request has come, which will be attempted a first time. */
  public void request() {
    long now = ticker.nanos();
    if (now - slotEndNanos >= 0) {
      moveOn(now);
    }
    requests.increment();
  }

  /**
   * Asks to attempt a request once more.
   *
   * @return whether it may be; then it is counted
   */
  public synchronized boolean tryRetry() {
    boolean granted = left() > 0;
    retries += granted ? 1 : 0;
    return granted;
  }

  /** A retry that was granted is not made: there was no member for it. */
  public synchronized void giveBack() {
    retries--;
  }

  /** How many retries would be granted now. */
  public synchronized int left() {
    moveOn(ticker.nanos());
    int oldest = (slot + 1) % SLOTS;
    long asked = requests.sum() - requestsBefore[oldest];
    int share = percent();
    long allowed = share == 0 ? 0 : Math.max(FLOOR, asked * share / 100);
    long spent = retries - retriesBefore[oldest];
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, allowed - spent));
  }

  /** How many were granted and not given back, since the beginning. */
  public synchronized long retries() {
    return retries;
  }

  private synchronized void moveOn(long now) {
    long late = now - slotEndNanos;
    if (late < 0) {
      return;
    }
    long begun = 1 + late / SLOT_NANOS;
    for (long i = Math.min(begun, SLOTS); i > 0; i--) {
      slot = (slot + 1) % SLOTS;
      requestsBefore[slot] = requests.sum();
      retriesBefore[slot] = retries;
    }
    slotEndNanos += begun * SLOT_NANOS;
  }
}
