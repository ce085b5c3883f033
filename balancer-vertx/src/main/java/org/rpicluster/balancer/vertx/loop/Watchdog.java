package org.rpicluster.balancer.vertx.loop;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;

/**
 * Bites if something that is expected does not happen in time. Setting it anew for every byte that
 * moves costs one reading of the clock: the one timer behind it is set only if none runs, and looks
 * again when it fires. On its event loop only.
 */
public final class Watchdog {

  private static final long ASLEEP = Long.MAX_VALUE;

  private final EventLoop loop;
  private final Ticker ticker;
  private final Runnable bite;
  private long deadlineNanos = ASLEEP;
  private boolean timerRuns;
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
    if (!timerRuns || timerDueNanos - deadlineNanos > 0) {
      setTimer(nanos);
    }
  }

  /** Nothing is expected. */
  public void sleep() {
    deadlineNanos = ASLEEP;
  }

  private void setTimer(long nanos) {
    timerRuns = true;
    long dueNanos = deadlineNanos;
    timerDueNanos = dueNanos;
    loop.schedule(() -> look(dueNanos), nanos, TimeUnit.NANOSECONDS);
  }

  private void look(long dueNanos) {
    if (!timerRuns || dueNanos != timerDueNanos) {
      return; // an earlier timer has taken its place
    }
    timerRuns = false;
    if (deadlineNanos == ASLEEP) {
      return;
    }
    long leftNanos = deadlineNanos - ticker.nanos();
    if (leftNanos > 0) {
      setTimer(leftNanos);
    } else {
      deadlineNanos = ASLEEP;
      bite.run();
    }
  }
}
