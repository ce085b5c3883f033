package org.rpicluster.balancer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.Eligibility;
import org.rpicluster.balancer.pick.Frame;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/**
 * Who belongs to a cluster and how they are: the writing side of {@link Balancer}. Every change is
 * made under one lock, worked out by {@link Frame} and published as one new snapshot, O(members);
 * readers take no lock. Any thread.
 */
final class Membership {

  private final Ticker ticker;
  private final Chance chance;
  private final Scheduler scheduler;
  private final BalancerObserver observer;
  private final Object lock = new Object();

  // Written under the lock, read by any thread.
  private volatile FailurePolicy failurePolicy;
  private volatile Strategy strategy;
  private volatile Picker picker;
  private volatile Candidates candidates = Candidates.EMPTY;
  private volatile boolean[] ailing = {};

  Membership(BalancerBuilder builder) {
    ticker = builder.ticker;
    chance = builder.chance;
    scheduler = builder.scheduler;
    observer = builder.observer;
    failurePolicy = builder.failurePolicy;
    strategy = builder.strategy;
    picker = strategy.newPicker(ticker, chance);
    update(builder.members);
  }

  Picker picker() {
    return picker;
  }

  /** The time for pickers that ask for it. */
  long nanos() {
    return ticker.nanos();
  }

  Candidates candidates() {
    return candidates;
  }

  /** Whether the member with this slot is anything but up, so that a success is news. */
  boolean isAiling(int slot) {
    boolean[] now = ailing;
    return slot < now.length && now[slot];
  }

  Strategy strategy() {
    return strategy;
  }

  FailurePolicy failurePolicy() {
    return failurePolicy;
  }

  void failurePolicy(FailurePolicy next) {
    synchronized (lock) {
      failurePolicy = next;
    }
  }

  void strategy(Strategy next) {
    synchronized (lock) {
      Picker nextPicker = next.newPicker(ticker, chance);
      nextPicker.update(candidates);
      strategy = next;
      picker = nextPicker;
      // Again: a request that ended between the first update and here told the old picker only.
      nextPicker.update(candidates);
    }
  }

  void update(List<Member> members) {
    requireDistinctIds(members);
    synchronized (lock) {
      Map<String, Candidate> leaving = new HashMap<>();
      candidates.members().forEach(c -> leaving.put(c.member().id(), c));
      Slots slots = new Slots(candidates.members());
      List<Candidate> next = new ArrayList<>(members.size());
      List<Member> joining = new ArrayList<>();
      for (Member member : members) {
        Candidate old = leaving.remove(member.id());
        if (old == null) {
          joining.add(member);
        }
        next.add(old == null ? joined(slots.next(), member) : edited(old, member));
      }
      publish(next);
      leaving.values().forEach(c -> observer.left(c.member()));
      joining.forEach(observer::joined);
    }
  }

  private static void requireDistinctIds(List<Member> members) {
    Set<String> ids = new HashSet<>();
    for (Member member : members) {
      Check.argument(ids.add(member.id()), "id", member.id(), "one member with this id");
    }
  }

  private Candidate joined(int slot, Member member) {
    Health health = HealthRules.joined(ticker.now());
    return new Candidate(slot, member, new MemberCounters(), health, Eligibility.OTHER_SET);
  }

  private Candidate edited(Candidate old, Member member) {
    if (!old.member().equals(member)) {
      observer.changed(old.member(), member);
    }
    if (isStopped(old.member()) && !isStopped(member) && old.health() instanceof Health.Down down) {
      retryLater(old.counters(), down);
    }
    return new Candidate(old.slot(), member, old.counters(), old.health(), old.eligibility());
  }

  private static boolean isStopped(Member member) {
    return member.state() == AdminState.STOPPED;
  }

  /** A request on the member with these counters has ended with {@code outcome}. */
  void learn(MemberCounters counters, Outcome outcome) {
    synchronized (lock) {
      Instant now = ticker.now();
      changeHealth(counters, c -> HealthRules.after(outcome, c.health(), failurePolicy, now));
    }
  }

  void recover(String id) {
    synchronized (lock) {
      Candidate found =
          candidates.members().stream()
              .filter(c -> c.member().id().equals(id))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(Check.message("id", id, "a member")));
      Instant now = ticker.now();
      changeHealth(found.counters(), c -> HealthRules.recover(c.health(), now));
    }
  }

  private void retryLater(MemberCounters counters, Health down) {
    scheduler.schedule(failurePolicy.retry().toNanos(), () -> retryDue(counters, down));
  }

  private void retryDue(MemberCounters counters, Health down) {
    synchronized (lock) {
      changeHealth(counters, c -> retried(c, down));
    }
  }

  private Health retried(Candidate candidate, Health down) {
    // Another state than the one that set the timer: it has its own timer, or needs none. A member
    // that is stopped is not retried; starting it sets a new timer.
    boolean due = candidate.health() == down && !isStopped(candidate.member());
    return due ? HealthRules.retryDue(candidate.health(), ticker.now()) : candidate.health();
  }

  /** Guarded by the lock. A member that has left meanwhile is not found, and nothing changes. */
  private void changeHealth(MemberCounters counters, Function<Candidate, Health> rule) {
    List<Candidate> members = candidates.members();
    for (int i = 0; i < members.size(); i++) {
      Candidate old = members.get(i);
      if (old.counters() == counters) {
        Health health = rule.apply(old);
        if (health != old.health()) {
          List<Candidate> next = new ArrayList<>(members);
          next.set(i, withHealth(old, health));
          publish(next);
        }
        return;
      }
    }
  }

  private Candidate withHealth(Candidate old, Health health) {
    observer.healthChanged(old.member(), old.health(), health);
    if (health instanceof Health.Down) {
      retryLater(old.counters(), health);
    }
    return new Candidate(old.slot(), old.member(), old.counters(), health, old.eligibility());
  }

  /** Guarded by the lock. */
  private void publish(List<Candidate> members) {
    boolean allDown =
        !members.isEmpty() && members.stream().allMatch(c -> c.health() instanceof Health.Down);
    Candidates next = Frame.of(allDown ? tried(members) : members);
    picker.update(next);
    candidates = next;
    ailing = ailing(next);
  }

  private static boolean[] ailing(Candidates candidates) {
    boolean[] ailing = new boolean[candidates.slots()];
    for (Candidate candidate : candidates.members()) {
      ailing[candidate.slot()] = !(candidate.health() instanceof Health.Up);
    }
    return ailing;
  }

  /** Apache's forced recovery: rather everyone than nobody. */
  private List<Candidate> tried(List<Candidate> members) {
    Instant now = ticker.now();
    return members.stream()
        .map(c -> withHealth(c, HealthRules.everyMemberDown(c.health(), now)))
        .toList();
  }
}
