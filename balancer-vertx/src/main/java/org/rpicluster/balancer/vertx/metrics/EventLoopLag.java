package org.rpicluster.balancer.vertx.metrics;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;

/**
 * The lag of the event loops: each second each is given a task, and says how long that waited. The
 * longest wait of the last half minute to a minute is shown, and the wait of one that has not even
 * begun. A look costs a task for each loop. Any thread.
 */
public final class EventLoopLag implements MetricsSource {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Ticker ticker;
  private final List<Loop> loops = new ArrayList<>();

  /** Of these loops. */
  public EventLoopLag(EventExecutorGroup group, Ticker ticker) {
    this.ticker = ticker;
    for (EventExecutor each : group) {
      loops.add(new Loop(each, ticker.nanos()));
    }
  }

  @Override
  public void look() {
    loops.forEach(each -> each.look(ticker));
  }

  /** The longest wait of each loop. */
  @Override
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      readings.add(
          Reading.gauge(
              "balancer_event_loop_lag_seconds",
              "Longest that a task waited for its event loop, of the last minute.",
              Map.of("loop", Integer.toString(i)),
              loops.get(i).longest(ticker) / NANOS_PER_SECOND));
    }
    return readings;
  }

  private static final class Loop {

    private final EventExecutor loop;
    private boolean waiting;
    private long sinceNanos;
    private long windowNanos;
    private long longest;
    private long longestBefore;

    Loop(EventExecutor loop, long nowNanos) {
      this.loop = loop;
      windowNanos = nowNanos;
    }

    synchronized void look(Ticker ticker) {
      long now = ticker.nanos();
      if (now - windowNanos >= WINDOW_NANOS) {
        windowNanos = now;
        longestBefore = longest;
        longest = 0;
      }
      if (!waiting && !loop.isShuttingDown()) {
        waiting = true;
        sinceNanos = now;
        loop.execute(() -> ran(ticker));
      }
    }

    private synchronized void ran(Ticker ticker) {
      waiting = false;
      longest = Math.max(longest, ticker.nanos() - sinceNanos);
    }

    synchronized long longest(Ticker ticker) {
      long now = waiting ? ticker.nanos() - sinceNanos : 0;
      return Math.max(now, Math.max(longest, longestBefore));
    }
  }
}
