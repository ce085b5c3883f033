package org.rpicluster.balancer.strategy.parts;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * The knowledge of a picker about each member, found by slot in one array read, and carried from
 * one update to the next as long as the member stays. The array is immutable, what stands in it
 * need not be; any thread.
 */
public final class Slotted<T> {

  private record Entry<T>(MemberCounters owner, T value) {}

  private final @Nullable Entry<T>[] entries;

  private Slotted(@Nullable Entry<T>[] entries) {
    this.entries = entries;
  }

  /** For a cluster without members. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <T> Slotted<T> empty() {
    return new Slotted<>(new Entry[0]);
  }

  /** The same for a changed cluster: those who stay keep theirs, those who join get a new one. */
  public Slotted<T> updated(Candidates next, Function<Candidate, T> joined) {
    @Nullable Entry<T>[] updated = Arrays.copyOf(entries, next.slots());
    for (Candidate candidate : next.members()) {
      Entry<T> old = updated[candidate.slot()];
      if (old == null || old.owner() != candidate.counters()) {
        updated[candidate.slot()] = new Entry<>(candidate.counters(), joined.apply(candidate));
      }
    }
    return new Slotted<>(updated);
  }

  /** What is known of a candidate; nothing if it has left. */
  public @Nullable T of(Candidate candidate) {
    int slot = candidate.slot();
    Entry<T> entry = slot < entries.length ? entries[slot] : null;
    return entry != null && entry.owner() == candidate.counters() ? entry.value() : null;
  }
}
