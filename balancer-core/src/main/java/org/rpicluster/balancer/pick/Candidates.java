package org.rpicluster.balancer.pick;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster at one moment: all its members, and among them those that are eligible, in the order in
 * which a strategy looks at them. Immutable: its holder sees a whole cluster, never half a change.
 * Made by {@link EligibilityRules}; any thread.
 */
public final class Candidates {

  /** A cluster without members. */
  public static final Candidates EMPTY = new Candidates(List.of(), List.of());

  private final List<Candidate> members;
  private final Candidate[] eligible;
  private final Candidate[] bySlot;
  private final int slots;
  private final boolean limited;
  private @Nullable Routes routes;

  Candidates(List<Candidate> members, List<Candidate> eligible) {
    this.members = List.copyOf(members);
    this.eligible = eligible.toArray(Candidate[]::new);
    this.slots = 1 + members.stream().mapToInt(Candidate::slot).max().orElse(-1);
    this.bySlot = bySlot(members, slots);
    this.limited = eligible.stream().anyMatch(Candidate::isLimited);
  }

  private static Candidate[] bySlot(List<Candidate> members, int slots) {
    Candidate[] bySlot = new Candidate[slots];
    Arrays.fill(bySlot, Candidate.NONE);
    members.forEach(c -> bySlot[c.slot()] = c);
    return bySlot;
  }

  /**
   * The member that a candidate stood for, as it is in this cluster.
   *
   * @return {@link Candidate#NONE} if it is none of this cluster's
   */
  public Candidate now(Candidate candidate) {
    int slot = candidate.slot();
    Candidate now = slot >= 0 && slot < slots ? bySlot[slot] : Candidate.NONE;
    return now.counters() == candidate.counters() ? now : Candidate.NONE;
  }

  /** How many are eligible. */
  public int size() {
    return eligible.length;
  }

  /**
   * An eligible one. The order is that of the configuration, spares after the others: where a
   * strategy finds two equally good, the first has it.
   *
   * @param index 0 to {@code size() - 1}
   */
  public Candidate get(int index) {
    return eligible[index];
  }

  /** All members, eligible or not, in the order of the configuration. */
  public List<Candidate> members() {
    return members;
  }

  /** Every member's slot is below this number. */
  public int slots() {
    return slots;
  }

  /** Whether any member has this route, whether it can serve or not. */
  public boolean hasRoute(String route) {
    return routes().has(route);
  }

  /**
   * Who serves a sticky request: a member with its route, in or out of turn, one that drains as
   * well; or one that such a member redirects to.
   *
   * @param context whose route is asked for, and which members it excludes
   * @return {@link Candidate#NONE} if no member does
   */
  public Candidate ofRoute(PickContext context) {
    return routes().find(context);
  }

  /** Made for the first sticky request; two threads may make it at once, and either is as good. */
  private Routes routes() {
    Routes made = routes;
    if (made == null) {
      made = Routes.of(members);
      routes = made;
    }
    return made;
  }

  /** Whether any eligible member may become full. */
  public boolean isLimited() {
    return limited;
  }
}
