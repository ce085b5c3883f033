package org.rpicluster.balancer.program.overlay;

import org.rpicluster.balancer.program.config.StrategySettings;

/**
 * Another strategy than the configured one. Immutable.
 *
 * @param configured what it stands in place of
 * @param edited how members are chosen
 */
public record StrategyOverlay(StrategySettings configured, StrategySettings edited) {}
