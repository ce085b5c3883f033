package org.rpicluster.balancer.health;

import java.time.Duration;
import java.time.Instant;

/**
 * What one probe found. Immutable.
 *
 * @param began when it began
 * @param took how long it took
 * @param reason why it failed; empty if it passed
 */
public record ProbeResult(Instant began, Duration took, String reason) {

  /** Whether the member lives. */
  public boolean passed() {
    return reason.isEmpty();
  }
}
