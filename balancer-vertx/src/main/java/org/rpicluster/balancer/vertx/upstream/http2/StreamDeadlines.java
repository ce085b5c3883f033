package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;

/**
 * The deadlines of all exchanges on one connection, on one timer: moving one costs a reading of the
 * clock, and when the timer fires those that run are looked through. A timer of its own for each
 * exchange would stay behind for a minute after every one of them. On its event loop only.
 */
final class StreamDeadlines {

  /** No deadline. */
  static final long NONE = Long.MAX_VALUE;

  /**
   * As {@link org.rpicluster.balancer.vertx.netty.InactivityTimer} has it, and for the same reason.
   */
  private static final long SECOND_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final EventLoop loop;
  private final Ticker ticker;
  private final Collection<? extends StreamPace> running;
  private boolean timerRuns;
  private boolean lookedTwice;
  private long timerDueNanos;

  StreamDeadlines(EventLoop loop, Ticker ticker, Collection<? extends StreamPace> running) {
    this.loop = loop;
    this.ticker = ticker;
    this.running = running;
  }

  /** The time at which {@code nanos} will be over; it will be seen. */
  long in(long nanos) {
    long dueNanos = ticker.nanos() + nanos;
    if (!timerRuns || timerDueNanos - dueNanos > 0) {
      setTimer(dueNanos, nanos);
    }
    return dueNanos;
  }

  private void setTimer(long dueNanos, long nanos) {
    timerRuns = true;
    timerDueNanos = dueNanos;
    loop.schedule(() -> look(dueNanos), nanos, TimeUnit.NANOSECONDS);
  }

  private void look(long dueNanos) {
    if (!timerRuns || dueNanos != timerDueNanos) {
      return; // an earlier timer has taken its place
    }
    timerRuns = false;
    long now = ticker.nanos();
    if (leftNanosLeast(now) <= 0 && !lookedTwice) {
      lookedTwice = true;
      setTimer(now + SECOND_LOOK_NANOS, SECOND_LOOK_NANOS);
      return;
    }
    lookedTwice = false;
    for (StreamPace exchange : new ArrayList<>(running)) {
      if (exchange.leftNanos(now) <= 0) {
        exchange.timedOut();
      }
    }
    // An exchange that was told may have begun another exchange, and with it a timer.
    long leftNanos = leftNanosLeast(now);
    if (leftNanos != NONE && (!timerRuns || timerDueNanos - now > leftNanos)) {
      setTimer(now + leftNanos, leftNanos);
    }
  }

  private long leftNanosLeast(long now) {
    long leastNanos = NONE;
    for (StreamPace exchange : running) {
      leastNanos = Math.min(leastNanos, exchange.leftNanos(now));
    }
    return leastNanos;
  }
}
