package org.rpicluster.balancer.program.config;

import java.util.Map;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.Strategies;

/**
 * The settings of a strategy: its name, and its options. Immutable; equal settings mean the same
 * strategy, which strategies themselves do not promise.
 *
 * @param name as {@link Strategies#named} knows it
 * @param options what the strategy is told, as text
 */
public record StrategySettings(String name, Map<String, String> options) {

  /** Apache's default. */
  public static final StrategySettings DEFAULT = new StrategySettings("byrequests", Map.of());

  /** Checks that there is such a strategy, and that it takes these options. */
  public StrategySettings {
    options = Map.copyOf(options);
    Strategies.named(name).with(options);
  }

  /** The strategy. */
  public Strategy strategy() {
    return Strategies.named(name).with(options);
  }
}
