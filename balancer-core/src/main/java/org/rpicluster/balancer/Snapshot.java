package org.rpicluster.balancer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Totals;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * The counters and the health of a balancer's members, to be kept wherever its owner likes and
 * given to the next balancer ({@link BalancerBuilder#from}). By member id: a member that the next
 * one does not have is forgotten, one that only the next one has begins anew. O(members) to take;
 * immutable; any thread.
 *
 * @param strategy the name of the strategy whose account the credits are
 * @param members by id
 */
public record Snapshot(String strategy, Map<String, Entry> members) {

  /** Of a balancer that has seen nothing. */
  public static final Snapshot NONE = new Snapshot("", Map.of());

  /** Copies the map. */
  public Snapshot {
    members = Map.copyOf(members);
  }

  /**
   * One member.
   *
   * @param health what was known of it; who was trying it when it was probed is forgotten
   * @param totals what it had done
   * @param credit how it stood in the strategy's account, if that goes on after a restart
   */
  public record Entry(Health health, Totals totals, OptionalLong credit) {}

  static Snapshot of(String strategy, Candidates candidates, Map<String, Long> credits) {
    Map<String, Entry> members = new HashMap<>();
    for (Candidate candidate : candidates.members()) {
      String id = candidate.member().id();
      Long credit = credits.get(id);
      OptionalLong known = credit == null ? OptionalLong.empty() : OptionalLong.of(credit);
      members.put(id, new Entry(candidate.health(), candidate.counters().totals(), known));
    }
    return new Snapshot(strategy, members);
  }

  Map<String, Long> credits() {
    Map<String, Long> credits = new HashMap<>();
    members.forEach((id, entry) -> entry.credit().ifPresent(c -> credits.put(id, c)));
    return credits;
  }

  Optional<Entry> of(String id) {
    return Optional.ofNullable(members.get(id));
  }
}
