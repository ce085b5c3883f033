package org.rpicluster.balancer.program.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What balancers should come to, worked out from the whole history instead of from registers: each
 * edit knows which edits its author knew. Those that no other edit knew of hold; of several the
 * strictest, then the latest by count, then by name. For one thread.
 */
final class EditModel {

  private static final List<String> STRICTNESS =
      List.of("enabled", "draining", "disabled", "stopped");

  private final List<Made> all = new ArrayList<>();
  private final Map<String, Set<Made>> known = new HashMap<>();

  /** One edit, and what its author knew of the same setting. */
  private record Made(
      int number, String node, SettingKey key, String state, long version, Set<Made> before) {

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Made made && made.number == number;
    }
  }

  private Set<Made> knownTo(String node) {
    return known.computeIfAbsent(node, any -> new HashSet<>());
  }

  void edit(String node, SettingKey key, String state) {
    Set<Made> before = new HashSet<>(knownTo(node));
    before.removeIf(made -> !made.key().equals(key));
    long version = 1 + before.stream().mapToLong(Made::version).max().orElse(0);
    Made made = new Made(all.size(), node, key, state, version, before);
    all.add(made);
    knownTo(node).add(made);
  }

  /** What a node knows now, to be told later. */
  Object message(String node) {
    return new HashSet<>(knownTo(node));
  }

  @SuppressWarnings("unchecked")
  void tell(String node, Object message) {
    knownTo(node).addAll((Set<Made>) message);
  }

  /** What holds where a node's knowledge is all there is; empty if the setting was not edited. */
  String value(String node, SettingKey key) {
    Set<Made> edits = new HashSet<>(knownTo(node));
    edits.removeIf(made -> !made.key().equals(key));
    Set<Made> replaced = new HashSet<>();
    edits.forEach(made -> replaced.addAll(made.before()));
    edits.removeAll(replaced);
    Comparator<Made> rule =
        Comparator.comparingInt((Made made) -> STRICTNESS.indexOf(made.state()))
            .thenComparingLong(Made::version)
            .thenComparing(Made::node);
    return edits.stream().max(rule).map(Made::state).orElse("");
  }
}
