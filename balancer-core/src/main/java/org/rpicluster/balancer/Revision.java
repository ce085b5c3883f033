package org.rpicluster.balancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Totals;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Eligibility;
import org.rpicluster.balancer.pick.EligibilityRules;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * One change of a cluster while it is worked out: what the cluster will be, which timers have to be
 * set then, and what its observer is to be told. Nothing of the cluster itself is touched, so that
 * an error at any point leaves it as it was. O(members). For one change, under the lock of {@link
 * Membership}.
 */
final class Revision {

  private final ClusterState before;
  private final BalancerObserver observer;
  private final Ticker ticker;
  private final Chance chance;
  private final List<Runnable> news = new ArrayList<>();
  private final List<Candidate> awaiting = new ArrayList<>();
  private final List<Candidate> judged = new ArrayList<>();

  private List<Candidate> members;
  private ClusterRules rules;
  private List<Candidate> left = List.of();
  private List<Member> joined = List.of();

  /** A change of {@code before} that changes nothing yet. */
  Revision(ClusterState before, BalancerObserver observer, Ticker ticker, Chance chance) {
    this.before = before;
    this.observer = observer;
    this.ticker = ticker;
    this.chance = chance;
    members = before.candidates().members();
    rules = before.rules();
  }

  /** The members, as they are by now. */
  List<Candidate> members() {
    return members;
  }

  /** What holds for all of them, as it is by now. */
  ClusterRules rules() {
    return rules;
  }

  /** The transitions of health at this moment. */
  HealthRules healthRules() {
    return new HealthRules(rules.failurePolicy(), chance, ticker.now());
  }

  /** Changes what holds for all members; before the members, which it may concern. */
  void rules(UnaryOperator<ClusterRules> change) {
    rules = change.apply(rules);
  }

  /**
   * Replaces the member list; once in a revision.
   *
   * @param known what is known of members that join
   * @throws IllegalArgumentException if two have the same id
   */
  void members(UnaryOperator<List<Member>> change, Snapshot known) {
    List<Member> now = members.stream().map(Candidate::member).toList();
    List<Member> next = change.apply(now);
    if (next.equals(now)) {
      return;
    }
    Roster roster =
        Roster.of(members, next, (slot, member) -> joining(slot, member, known.of(member.id())));
    roster.edited().forEach(this::edited);
    members = roster.next();
    left = roster.left();
    joined = roster.joined();
  }

  private Candidate joining(int slot, Member member, Optional<Snapshot.Entry> known) {
    Totals totals = known.map(Snapshot.Entry::totals).orElse(Totals.NONE);
    Health health =
        known
            .map(entry -> healthRules().restored(entry.health()))
            .orElseGet(() -> HealthRules.joined(ticker.now()));
    MemberCounters counters = new MemberCounters(totals);
    return new Candidate(slot, member, counters, health, Eligibility.OTHER_SET);
  }

  private void edited(Roster.Edit edit) {
    Member from = edit.from().member();
    Member to = edit.to().member();
    news.add(() -> observer.changed(from, to));
    if (from.state() == AdminState.STOPPED && to.state() != AdminState.STOPPED) {
      awaiting.add(edit.to());
    }
  }

  /** Changes the health of one member. One that has left meanwhile is not found. */
  void health(MemberCounters counters, Function<Candidate, Health> rule) {
    for (int i = 0; i < members.size(); i++) {
      Candidate old = members.get(i);
      if (old.counters() == counters) {
        Health health = rule.apply(old);
        Candidate now = health == old.health() ? old : withHealth(old, health);
        judged.add(now);
        if (now != old) {
          members = new ArrayList<>(members);
          members.set(i, now);
        }
        return;
      }
    }
  }

  /** Changes the health of every member that a transition is for. */
  void everyHealth(BiFunction<HealthRules, Health, Health> transition) {
    HealthRules healthRules = healthRules();
    for (Candidate member : members) {
      health(member.counters(), now -> transition.apply(healthRules, now.health()));
    }
  }

  private Candidate withHealth(Candidate old, Health health) {
    news.add(() -> observer.healthChanged(old.member(), old.health(), health));
    Candidate now =
        new Candidate(old.slot(), old.member(), old.counters(), health, old.eligibility());
    awaiting.add(now);
    return now;
  }

  /**
   * The cluster as it will be, its picker still the old one; the same object if nothing changes.
   * Called once, when all has been said.
   */
  ClusterState next() {
    if (before.rules().probing().isPresent() && rules.probing().isEmpty()) {
      everyHealth(HealthRules::probesEnded); // they would be down for ever
    }
    ClusterState next = rules == before.rules() ? before : before.rules(rules);
    if (members == before.candidates().members()) {
      return next;
    }
    if (Outage.isTotal(members, rules.failurePolicy().recovery().forced())) {
      news.add(observer::everyMemberDown);
      everyHealth(HealthRules::everyMemberDown); // rather all of them than none
    }
    return next.candidates(EligibilityRules.of(members));
  }

  /** Those whose timers are to be set anew. */
  List<Candidate> awaiting() {
    return awaiting;
  }

  /** Those whose health was asked about, changed or not. */
  List<Candidate> judged() {
    return judged;
  }

  /** Those that are members no more. */
  List<Candidate> left() {
    return left;
  }

  /** Hands over what the observer is to be told, in the order in which it comes true. */
  void announce(Announcements announcements) {
    news.forEach(announcements::note);
    left.forEach(old -> announcements.note(() -> observer.left(old.member())));
    joined.forEach(member -> announcements.note(() -> observer.joined(member)));
  }
}
