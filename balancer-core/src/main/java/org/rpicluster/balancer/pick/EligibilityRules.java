package org.rpicluster.balancer.pick;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Role;

/**
 * The rules by which members are eligible: Apache's frame around every one of its methods ({@code
 * proxy_balancer_get_best_worker}), worked out once per change instead of once per pick.
 *
 * <ol>
 *   <li>Sets are tried in ascending order; a set serves only if no lower one has a candidate.
 *   <li>Within a set the usable active members serve. For each active member that cannot serve (or
 *       drains) one usable spare joins them as their equal, in the order of the configuration.
 *   <li>If that leaves no member, the set's usable standbys serve, before any higher set does.
 * </ol>
 *
 * <p>O(members + sets), stateless; any thread.
 */
public final class EligibilityRules {

  private EligibilityRules() {}

  /**
   * The cluster with every member's eligibility worked out anew; what the given ones say about it
   * is ignored.
   *
   * @param members all members in the order of the configuration
   */
  public static Candidates of(List<Candidate> members) {
    int[] sets = members.stream().mapToInt(c -> c.member().set()).sorted().distinct().toArray();
    List<Candidate> serving = List.of();
    for (int i = 0; i < sets.length && serving.isEmpty(); i++) {
      serving = serving(inSet(members, sets[i]));
    }
    return judged(members, serving);
  }

  private static List<Candidate> inSet(List<Candidate> members, int set) {
    return members.stream().filter(c -> c.member().set() == set).toList();
  }

  private static List<Candidate> serving(List<Candidate> set) {
    List<Candidate> serving = new ArrayList<>(willing(set, Role.ACTIVE));
    long lost = set.stream().filter(c -> is(c, Role.ACTIVE) && !isWilling(c)).count();
    willing(set, Role.SPARE).stream().limit(lost).forEach(serving::add);
    return serving.isEmpty() ? willing(set, Role.STANDBY) : serving;
  }

  private static List<Candidate> willing(List<Candidate> set, Role role) {
    return set.stream().filter(c -> is(c, role) && isWilling(c)).toList();
  }

  private static boolean isWilling(Candidate candidate) {
    return candidate.isUsable() && candidate.member().state() != AdminState.DRAINING;
  }

  private static boolean is(Candidate candidate, Role role) {
    return candidate.member().role() == role;
  }

  private static Candidates judged(List<Candidate> members, List<Candidate> serving) {
    boolean[] serves = new boolean[1 + members.stream().mapToInt(Candidate::slot).max().orElse(-1)];
    serving.forEach(c -> serves[c.slot()] = true);
    Candidate[] bySlot = new Candidate[serves.length];
    List<Candidate> judged = new ArrayList<>(members.size());
    for (Candidate c : members) {
      Eligibility eligibility = serves[c.slot()] ? Eligibility.ELIGIBLE : whyNot(c);
      bySlot[c.slot()] = new Candidate(c.slot(), c.member(), c.counters(), c.health(), eligibility);
      judged.add(bySlot[c.slot()]);
    }
    return new Candidates(judged, serving.stream().map(c -> bySlot[c.slot()]).toList());
  }

  private static Eligibility whyNot(Candidate candidate) {
    return switch (candidate.member().state()) {
      case DISABLED -> Eligibility.DISABLED;
      case STOPPED -> Eligibility.STOPPED;
      case DRAINING -> Eligibility.DRAINING;
      case ENABLED -> candidate.health().usable() ? whyIdle(candidate) : Eligibility.DOWN;
    };
  }

  private static Eligibility whyIdle(Candidate candidate) {
    return switch (candidate.member().role()) {
      case ACTIVE -> Eligibility.OTHER_SET;
      case SPARE -> Eligibility.IDLE_SPARE;
      case STANDBY -> Eligibility.IDLE_STANDBY;
    };
  }
}
