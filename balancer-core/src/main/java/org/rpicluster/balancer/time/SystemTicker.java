package org.rpicluster.balancer.time;

import java.time.Instant;

/** The system's clocks. Stateless; any thread. */
enum SystemTicker implements Ticker {
  INSTANCE;

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }
}
