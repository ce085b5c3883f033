package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;

/**
 * Runs a task if something that is expected does not happen in time. Setting it anew costs one
 * reading of the clock: the one timer behind it is set only if none runs, and looks again when it
 * fires. Late by its own loop's fault it does not expire: it lets the loop read what has come, and
 * looks once more. On its event loop only.
 */
public final class InactivityTimer {

  private static final long DISARMED = Long.MAX_VALUE;
  private static final Runnable NOTHING = () -> {};

  /** The shortest pause with sense: before any timer fires, the loop reads its sockets. */
  private static final long SECOND_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final EventLoop loop;
  private final Ticker ticker;
  private Runnable expired;
  private long deadlineNanos = DISARMED;
  private boolean rearmed;
  private @Nullable Future<?> timer;
  private long timerDueNanos;

  /**
   * A timer that is not armed.
   *
   * @param loop where it expires
   * @param ticker the clock
   * @param expired what happens when nothing did; it is disarmed then, until it is armed again
   */
  public InactivityTimer(EventLoop loop, Ticker ticker, Runnable expired) {
    this.loop = loop;
    this.ticker = ticker;
    this.expired = expired;
  }

  /** What happens from now on when nothing did: another waits. */
  public void onExpiry(Runnable other) {
    expired = other;
  }

  /** Nothing is expected until another waits, and nothing of the one before is held on to. */
  public void rest() {
    disarm();
    expired = NOTHING;
  }

  /** From now on something is expected within {@code nanos}. */
  public void expectWithin(long nanos) {
    deadlineNanos = ticker.nanos() + nanos;
    rearmed = false;
    if (timer == null || timerDueNanos - deadlineNanos > 0) {
      setTimer(nanos);
    }
  }

  /** Nothing is expected. */
  public void disarm() {
    deadlineNanos = DISARMED;
  }

  /** Nothing is ever expected again, and nothing is left behind. */
  public void stop() {
    disarm();
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Whether something is expected; any other thread sees what was so a moment ago. */
  public boolean isSet() {
    return deadlineNanos != DISARMED;
  }

  /** When it expires, by the clock; only while it is set. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /** Until it expires; negative if it is late. Only while something is expected. */
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
    if (deadlineNanos == DISARMED) {
      return;
    }
    long leftNanos = deadlineNanos - ticker.nanos();
    if (leftNanos > 0) {
      setTimer(leftNanos);
    } else if (!rearmed) {
      rearmed = true;
      setTimer(SECOND_LOOK_NANOS);
    } else {
      deadlineNanos = DISARMED;
      expired.run();
    }
  }
}
