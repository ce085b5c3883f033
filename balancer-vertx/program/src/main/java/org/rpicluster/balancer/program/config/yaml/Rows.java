package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.settings.Setting;

/**
 * Binds what stands in the table of settings: each value is set on a whole by itself, so that each
 * wrong one is reported at its own place. Stateless.
 */
final class Rows {

  private Rows() {}

  /** The keys of these rows. */
  static Keys keys(List<? extends Setting<?, ?>> rows) {
    return new Keys(Setting.keys(rows));
  }

  /** {@code whole} with everything that the map says of it. */
  static <S> S bind(YamlMap map, List<? extends Setting<S, ?>> rows, S whole) {
    S bound = whole;
    for (Setting<S, ?> row : rows) {
      bound = bind(map.find(row.key()), row, bound);
    }
    return bound;
  }

  /** The same for one value, which may stand elsewhere than its key says. */
  static <S> S bind(Optional<YamlValue> value, Setting<S, ?> row, S whole) {
    return value
        .flatMap(v -> row.read(v, v::wrong).flatMap(change -> v.made(() -> change.apply(whole))))
        .orElse(whole);
  }
}
