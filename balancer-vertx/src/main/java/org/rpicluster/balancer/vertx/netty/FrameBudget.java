package org.rpicluster.balancer.vertx.netty;

import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;

/**
 * The budget of frames of HTTP/2 that carry nothing, for the other end: settings, pings, priorities
 * and unknown ones cost it nine bytes and us a decision, and often an answer. Reads the clock only
 * when the allowance is used up. For one connection, on its event loop only. CVE-2019-9512,
 * CVE-2019-9515.
 */
public final class FrameBudget {

  /**
   * A server changes its settings once or twice and asks for life every few seconds; one that
   * probes the bandwidth with pings, as gRPC does, sends some tens a second.
   */
  private static final int FRAMES_MAX = 1000;

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Ticker ticker;
  private long beganNanos;
  private int frames;

  /** All of the allowance. */
  public FrameBudget(Ticker ticker) {
    this.ticker = ticker;
    beganNanos = ticker.nanos();
  }

  /** Another one has come; whether it is one too many. */
  public boolean isExceeded() {
    if (++frames <= FRAMES_MAX) {
      return false;
    }
    long now = ticker.nanos();
    if (now - beganNanos < PERIOD_NANOS) {
      return true;
    }
    beganNanos = now;
    frames = 1;
    return false;
  }
}
