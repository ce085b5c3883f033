package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * The deadlines of all exchanges on one connection, on one {@link InactivityTimer}, which is set to
 * the first of them: moving one costs a reading of the clock, and when the timer fires those that
 * run are looked through. A timer of its own for each exchange would stay behind for a minute after
 * every one of them. On its event loop only.
 */
final class StreamDeadlines {

  /** No deadline. */
  static final long NONE = Long.MAX_VALUE;

  private final Ticker ticker;
  private final Collection<? extends StreamPace> running;
  private final InactivityTimer first;

  StreamDeadlines(EventLoop loop, Ticker ticker, Collection<? extends StreamPace> running) {
    this.ticker = ticker;
    this.running = running;
    first = new InactivityTimer(loop, ticker, this::look);
  }

  /** The time at which {@code nanos} will be over; it will be seen. */
  long in(long nanos) {
    long dueNanos = ticker.nanos() + nanos;
    if (!first.isSet() || first.deadlineNanos() - dueNanos > 0) {
      first.expectWithin(nanos);
    }
    return dueNanos;
  }

  private void look() {
    long now = ticker.nanos();
    for (StreamPace each : new ArrayList<>(running)) {
      if (each.leftNanos(now) <= 0) {
        each.timedOut();
      }
    }
    // An exchange that was told may have begun another exchange, and with it a deadline.
    long leastNanos = NONE;
    for (StreamPace each : running) {
      leastNanos = Math.min(leastNanos, each.leftNanos(now));
    }
    if (leastNanos != NONE && (!first.isSet() || first.deadlineNanos() - now > leastNanos)) {
      first.expectWithin(leastNanos);
    }
  }

  /** The connection is gone, and all exchanges with it. */
  void end() {
    first.stop();
  }
}
