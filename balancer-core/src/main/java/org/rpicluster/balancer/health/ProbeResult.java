package org.rpicluster.balancer.health;

import java.time.Duration;
import java.time.Instant;

/**
 * The result of one probe. Immutable.
 *
 * @param began when it began
 * @param took how long it took
 * @param passed whether the member lives
 * @param detail what it has shown, or why it failed, in words for an operator
 */
public record ProbeResult(Instant began, Duration took, boolean passed, String detail) {}
