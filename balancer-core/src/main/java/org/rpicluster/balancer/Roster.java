package org.rpicluster.balancer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The next list of a cluster's members beside the one before: who stays, with slot, counters and
 * health, and who joins and leaves. O(members); immutable.
 *
 * @param next all members, in the new order
 * @param joined those that are new
 * @param left those that are there no more
 * @param edited those that stay, with other settings
 */
record Roster(List<Candidate> next, List<Member> joined, List<Candidate> left, List<Edit> edited) {

  /** A member that stays, before and after. */
  record Edit(Candidate from, Candidate to) {}

  /**
   * The roster of {@code members}.
   *
   * @param old who was there
   * @param joining makes the candidate of a new member, in a slot
   * @throws IllegalArgumentException if two have the same id
   */
  static Roster of(
      List<Candidate> old, List<Member> members, BiFunction<Integer, Member, Candidate> joining) {
    requireDistinctIds(members);
    Map<String, Candidate> leaving = new HashMap<>();
    old.forEach(c -> leaving.put(c.member().id(), c));
    Slots slots = new Slots(old);
    List<Candidate> next = new ArrayList<>(members.size());
    List<Member> joined = new ArrayList<>();
    List<Edit> edited = new ArrayList<>();
    for (Member member : members) {
      Candidate before = leaving.remove(member.id());
      if (before == null) {
        joined.add(member);
        next.add(joining.apply(slots.next(), member));
      } else {
        Candidate after = with(before, member);
        next.add(after);
        if (!before.member().equals(member)) {
          edited.add(new Edit(before, after));
        }
      }
    }
    return new Roster(next, joined, List.copyOf(leaving.values()), edited);
  }

  private static Candidate with(Candidate old, Member member) {
    return new Candidate(old.slot(), member, old.counters(), old.health(), old.eligibility());
  }

  private static void requireDistinctIds(List<Member> members) {
    Set<String> ids = new HashSet<>();
    for (Member member : members) {
      Check.argument(ids.add(member.id()), "id", member.id(), "one member with this id");
    }
  }
}
