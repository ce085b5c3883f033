package org.rpicluster.balancer.program.peers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One setting as several balancers edit it: the values that no other edit has replaced, mostly one,
 * and which edits are known. Merging is associative, commutative and idempotent, so that balancers
 * that have heard of the same edits in any order and however often have the same register. An edit
 * replaces what its author had seen, and nothing else: so two that did not know of each other both
 * stand until the next edit, and {@link #value} chooses by a rule. O(values), which are as many as
 * halves of a network that was split; immutable.
 *
 * <p>After Shapiro et al., "A comprehensive study of convergent and commutative replicated data
 * types", INRIA 7506, 2011, 3.2.2: the multi-value register.
 *
 * @param values by the edit that made it; an empty one is "as the configuration says"
 * @param seen of each node the version of its last edit that is known here
 */
public record Register(Map<LamportTimestamp, String> values, Map<String, Long> seen) {

  /** Never edited. */
  public static final Register NONE = new Register(Map.of(), Map.of());

  /** Copies the maps. */
  public Register {
    values = Map.copyOf(values);
    seen = Map.copyOf(seen);
  }

  /** After an edit by a node that has seen all that is here. */
  Register written(String node, String value) {
    long last = seen.values().stream().mapToLong(version -> version).max().orElse(0);
    Map<String, Long> known = new HashMap<>(seen);
    known.put(node, last + 1);
    return new Register(Map.of(new LamportTimestamp(last + 1, node), value), known);
  }

  /** What is known when another balancer's is known as well. */
  Register merged(Register other) {
    Map<LamportTimestamp, String> left = new HashMap<>();
    values.forEach((timestamp, value) -> keep(left, timestamp, value, other));
    other.values.forEach((timestamp, value) -> keep(left, timestamp, value, this));
    Map<String, Long> known = new HashMap<>(seen);
    other.seen.forEach((node, version) -> known.merge(node, version, Math::max));
    return new Register(left, known);
  }

  /** A value stays if the other side has it, too, or has not heard of it. */
  private static void keep(
      Map<LamportTimestamp, String> left,
      LamportTimestamp timestamp,
      String value,
      Register other) {
    if (other.values.containsKey(timestamp) || !other.knows(timestamp)) {
      left.put(timestamp, value);
    }
  }

  private boolean knows(LamportTimestamp timestamp) {
    return seen.getOrDefault(timestamp.node(), 0L) >= timestamp.version();
  }

  /** Whether there are edits that did not know of each other. */
  boolean isDisputed() {
    return values.size() > 1;
  }

  /**
   * The value that holds: the strictest; of those the one with the highest version, and then the
   * node's id.
   */
  String value(Comparator<String> strictness) {
    Comparator<Map.Entry<LamportTimestamp, String>> byRule =
        Map.Entry.<LamportTimestamp, String>comparingByValue(strictness)
            .thenComparing(Map.Entry.comparingByKey());
    Optional<Map.Entry<LamportTimestamp, String>> winner = values.entrySet().stream().max(byRule);
    return winner.map(Map.Entry::getValue).orElse("");
  }
}
