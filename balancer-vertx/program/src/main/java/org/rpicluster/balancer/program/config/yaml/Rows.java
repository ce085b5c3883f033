package org.rpicluster.balancer.program.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;

/**
 * Binds and writes what stands in the table of settings: each value is set on a whole by itself, so
 * that each wrong one is reported at its own place. Stateless.
 */
final class Rows {

  private Rows() {}

  /** The keys of these rows. */
  static Keys keys(List<? extends TableRow> rows) {
    return new Keys(TableRow.keys(rows));
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
    return value.flatMap(v -> set(v, row, whole)).orElse(whole);
  }

  /** What the map says of a value that is a whole by itself, or else its default. */
  static <T> T alone(YamlMap map, Setting<T, T> row, T unless) {
    return bind(map.find(row.key()), row, unless);
  }

  /**
   * {@code whole} with everything that the map says of it; empty if any of that is wrong.
   *
   * @param name of the map: messages say {@code name.key}
   */
  static <S> Optional<S> bindAll(
      YamlMap map, String name, List<? extends Setting<S, ?>> rows, S whole) {
    S bound = whole;
    boolean isRight = true;
    for (Setting<S, ?> row : rows) {
      Optional<YamlValue> value = map.find(row.key()).map(v -> v.named(name + "." + row.key()));
      S before = bound;
      Optional<S> after = value.map(v -> set(v, row, before)).orElse(Optional.of(before));
      isRight &= after.isPresent();
      bound = after.orElse(before);
    }
    return isRight ? Optional.of(bound) : Optional.empty();
  }

  private static <S> Optional<S> set(YamlValue value, Setting<S, ?> row, S whole) {
    return row.read(value, value::wrong).flatMap(change -> value.made(() -> change.apply(whole)));
  }

  /** What is not as it is by default, as it is written. */
  static <S> Map<String, Object> said(List<? extends Setting<S, ?>> rows, S whole, S unless) {
    Map<String, Object> said = new LinkedHashMap<>();
    for (Setting<S, ?> row : rows) {
      if (!row.isSame(whole, unless)) {
        Object value = row.json(whole);
        said.put(row.key(), value instanceof String ? value : new Bare(value.toString()));
      }
    }
    return said;
  }
}
