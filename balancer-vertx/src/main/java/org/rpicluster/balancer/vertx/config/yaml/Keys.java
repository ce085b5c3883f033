package org.rpicluster.balancer.vertx.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.config.NearestName;

/**
 * The keys that a map may have. Immutable.
 *
 * @param known those that do something; empty if every key is welcome
 */
record Keys(List<String> known) {

  static final Keys ANY = new Keys(List.of());

  static Keys of(String... known) {
    return new Keys(List.of(known));
  }

  Keys and(List<String> more) {
    return new Keys(Stream.concat(known.stream(), more.stream()).toList());
  }

  /** What to say where there should be such a map. */
  String expected() {
    return "a map with " + String.join(", ", known);
  }

  /** What is wrong with a key, if anything. */
  Optional<String> complaint(String key) {
    if (known.isEmpty() || known.contains(key)) {
      return Optional.empty();
    }
    String expected = NearestName.to(key, known).orElse(String.join(", ", known));
    return Optional.of(key + ": unknown key (expected: " + expected + ")");
  }
}
