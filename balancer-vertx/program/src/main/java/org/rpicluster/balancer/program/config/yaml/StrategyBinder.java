package org.rpicluster.balancer.program.config.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.strategy.Strategies;

/**
 * Binds {@code strategy}: a name, or a map of the name and the strategy's own options, such as
 * {@code {name: byrequests}}. Stateless.
 */
final class StrategyBinder {

  private StrategyBinder() {}

  static Optional<StrategySettings> bind(YamlValue value) {
    if (!value.isMap()) {
      return named(value, Map.of());
    }
    return value.namedMap(expected()).flatMap(StrategyBinder::bind);
  }

  private static Optional<StrategySettings> bind(YamlMap map) {
    Optional<YamlValue> name = map.require("name", expected());
    Optional<StrategySettings> plain = name.flatMap(value -> named(value, Map.of()));
    if (plain.isEmpty()) {
      return plain;
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (YamlMap.KeyAndValue entry : map.entries()) {
      if (!entry.key().equals("name")) {
        option(entry, plain.get().name()).ifPresent(text -> options.put(entry.key(), text));
      }
    }
    return name.flatMap(value -> named(value, options));
  }

  /** Each option alone first: its error then has its own place. */
  private static Optional<String> option(YamlMap.KeyAndValue entry, String strategy) {
    YamlValue value = entry.value();
    return value
        .text("a word or a number")
        .filter(text -> options(value, strategy, Map.of(entry.key(), text)).isPresent());
  }

  private static Optional<StrategySettings> named(YamlValue value, Map<String, String> options) {
    return value.text(expected()).flatMap(name -> options(value, name, options));
  }

  private static Optional<StrategySettings> options(
      YamlValue value, String strategy, Map<String, String> options) {
    return value.made(() -> new StrategySettings(strategy, options));
  }

  private static String expected() {
    return String.join(", ", Strategies.names());
  }
}
