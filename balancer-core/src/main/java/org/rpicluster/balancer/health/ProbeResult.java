package org.rpicluster.balancer.health;

import java.time.Duration;
import java.time.Instant;

/**
 * What one probe found, and when. Immutable.
 *
 * @param began when it began
 * @param took how long it took
 * @param passed whether the member lives
 * @param detail what it has shown, or why it failed, in words for an operator
 */
public record ProbeResult(Instant began, Duration took, boolean passed, String detail) {}
