package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;

/**
 * Bites if something that is expected does not happen in time. Setting it anew costs one reading of
 * the clock: the one timer behind it is set only if none runs, and looks again when it fires. Late
 * by its own loop's fault it does not bite: it lets the loop read what has come, and looks once
 * more. On its event loop only.
 */
public final class Watchdog {

  private static final long ASLEEP = Long.MAX_VALUE;

  /** The shortest pause with sense: before any timer fires, the loop reads its sockets. */
  private static final long SECOND_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final EventLoop loop;
  private final Ticker ticker;
  private final Runnable bite;
  private long deadlineNanos = ASLEEP;
  private boolean barked;
  private @Nullable Future<?> timer;
  private long timerDueNanos;

  /**
   * One that sleeps.
   *
   * @param loop where it bites
   * @param ticker the clock
   * @param bite what happens when nothing did; it sleeps then, until it is set again
   */
  public Watchdog(EventLoop loop, Ticker ticker, Runnable bite) {
    this.loop = loop;
    this.ticker = ticker;
    this.bite = bite;
  }

  /** From now on something is expected within {@code nanos}. */
  public void expectWithin(long nanos) {
    deadlineNanos = ticker.nanos() + nanos;
    barked = false;
    if (timer == null || timerDueNanos - deadlineNanos > 0) {
      setTimer(nanos);
    }
  }

  /** Nothing is expected. */
  public void sleep() {
    deadlineNanos = ASLEEP;
  }

  /** Nothing is ever expected again, and nothing is left behind. */
  public void stop() {
    sleep();
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Whether something is expected; any other thread sees what was so a moment ago. */
  public boolean isSet() {
    return deadlineNanos != ASLEEP;
  }

  /** When it bites, by the clock; only while it is set. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /** Until it bites; negative if it is late. Only while something is expected. */
  public long leftNanos() {
    return deadlineNanos - ticker.nanos();
  }

  private void setTimer(long nanos) {
    if (timer != null) {
      timer.cancel(false);
    }
    timerDueNanos = deadlineNanos;
    timer = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    timer = null;
    if (deadlineNanos == ASLEEP) {
      return;
    }
    long leftNanos = deadlineNanos - ticker.nanos();
    if (leftNanos > 0) {
      setTimer(leftNanos);
    } else if (!barked) {
      barked = true;
      setTimer(SECOND_LOOK_NANOS);
    } else {
      deadlineNanos = ASLEEP;
      bite.run();
    }
  }
}
