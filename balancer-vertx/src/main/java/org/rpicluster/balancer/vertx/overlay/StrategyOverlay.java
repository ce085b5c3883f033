package org.rpicluster.balancer.vertx.overlay;

import org.rpicluster.balancer.vertx.config.StrategySettings;

/**
 * Another strategy than the configured one. Immutable.
 *
 * @param configured what it stands in place of
 * @param edited how members are chosen
 */
public record StrategyOverlay(StrategySettings configured, StrategySettings edited) {}
