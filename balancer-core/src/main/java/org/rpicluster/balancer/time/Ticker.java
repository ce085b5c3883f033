package org.rpicluster.balancer.time;

import java.time.Instant;

/**
 * The two clocks: a monotonic one for durations and the wall clock for what people read. Reading
 * either allocates at most one {@link Instant}; any thread.
 */
public interface Ticker {

  /** Nanoseconds since an arbitrary origin; never goes back, may overflow: compare differences. */
  long nanos();

  /**
   * The wall clock, which can be set back: for what people read and what outlives the process,
   * never for a duration between two readings in it.
   */
  Instant now();

  /** The system's clocks. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }
}
