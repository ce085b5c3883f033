package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.NearestName;

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

  /** With more keys behind these, but for those that are there already. */
  Keys and(List<String> more) {
    return new Keys(Stream.concat(known.stream(), more.stream()).distinct().toList());
  }

  /** What to say where there should be such a map. */
  String expected() {
    return "a map with " + String.join(", ", known);
  }

  /** Whether a map may have this key. */
  boolean has(String key) {
    return known.isEmpty() || known.contains(key);
  }

  /** What is wrong with a key that a map may not have. */
  String complaint(String key) {
    String expected = NearestName.to(key, known).orElse(String.join(", ", known));
    return key + ": unknown key (expected: " + expected + ")";
  }
}
