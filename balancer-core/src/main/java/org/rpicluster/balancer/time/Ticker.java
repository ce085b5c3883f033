package org.rpicluster.balancer.time;

import java.time.Instant;

/**
 * The two clocks: a monotonic one for durations and the wall clock for what people read. Reading
 * either allocates at most one {@link Instant}; any thread.
 */
public interface Ticker {

  /** Nanoseconds since an arbitrary origin; never goes back, may overflow: compare differences. */
  long nanos();

  /** The wall clock; for display only, as it can be set back. */
  Instant now();

  /** The system's clocks. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }
}
