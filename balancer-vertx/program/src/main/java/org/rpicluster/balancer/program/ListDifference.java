package org.rpicluster.balancer.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The difference between two lists: the things that are in both, by a key, those that were added
 * and those that are gone. Several with one key are told apart by their order. O(n); any thread.
 *
 * @param kept in the order of the second list
 */
record ListDifference<T, U>(List<Pair<T, U>> kept, List<U> added, List<T> gone) {

  /** The same thing, before and after. */
  record Pair<T, U>(T before, U after) {}

  /** Of two lists. */
  static <T, U, K> ListDifference<T, U> of(
      List<T> before, Function<T, K> keyBefore, List<U> after, Function<U, K> keyAfter) {
    Map<K, Deque<T>> left = new LinkedHashMap<>();
    before.forEach(
        each -> left.computeIfAbsent(keyBefore.apply(each), any -> new ArrayDeque<>()).add(each));
    List<Pair<T, U>> kept = new ArrayList<>();
    List<U> added = new ArrayList<>();
    for (U each : after) {
      Deque<T> same = left.get(keyAfter.apply(each));
      if (same == null || same.isEmpty()) {
        added.add(each);
      } else {
        kept.add(new Pair<>(same.remove(), each));
      }
    }
    List<T> gone = left.values().stream().flatMap(Deque::stream).toList();
    return new ListDifference<>(List.copyOf(kept), List.copyOf(added), gone);
  }

  /** Of two lists of the same kind. */
  static <T, K> ListDifference<T, T> of(List<T> before, List<T> after, Function<T, K> key) {
    return of(before, key, after, key);
  }
}
