package org.rpicluster.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.member.Totals;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.Eligibility;
import org.rpicluster.balancer.pick.Frame;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Who belongs to a cluster and how they are: the writing side of {@link Balancer}. Every change is
 * made under one lock, worked out by {@link Frame} and published as one new snapshot, O(members);
 * readers take no lock. Any thread.
 */
final class Membership {

  private final Ticker ticker;
  private final Chance chance;
  private final HealthTimers timers;
  private final BalancerObserver observer;
  private final Runnable onChange;
  private final Object lock = new Object();

  // Written under the lock, read by any thread.
  private volatile FailurePolicy failurePolicy;
  private volatile Strategy strategy;
  private volatile Picker picker;
  private volatile Candidates candidates = Candidates.EMPTY;
  private volatile boolean[] ailing = {};

  /**
   * The members that the builder has.
   *
   * @param onChange is run after each change, under the lock
   */
  Membership(BalancerBuilder builder, Runnable onChange) {
    this.onChange = onChange;
    ticker = builder.ticker;
    chance = builder.chance;
    timers = new HealthTimers(builder.scheduler);
    observer = builder.observer;
    failurePolicy = builder.failurePolicy;
    strategy = builder.strategy;
    picker = strategy.newPicker(ticker, chance);
    change(any -> builder.members, builder.before);
    restore(builder.before);
  }

  /** What only comes after the members are there: credits, and timers of those who are out. */
  private void restore(Snapshot before) {
    if (before.strategy().equals(strategy.name())) {
      picker.restore(before.credits());
    }
    synchronized (lock) {
      candidates.members().forEach(c -> await(c.counters(), c.health()));
    }
  }

  /** What is known now, for the next balancer. */
  Snapshot snapshot() {
    synchronized (lock) {
      return Snapshot.of(strategy.name(), candidates, picker.credits());
    }
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

  /** Whether a success of the member with this slot is news. */
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

  void update(UnaryOperator<List<Member>> change) {
    change(change, Snapshot.NONE);
  }

  private void change(UnaryOperator<List<Member>> change, Snapshot before) {
    synchronized (lock) {
      List<Member> members =
          change.apply(candidates.members().stream().map(Candidate::member).toList());
      requireDistinctIds(members);
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
        next.add(old == null ? joined(slots.next(), member, before) : edited(old, member));
      }
      publish(next);
      leaving.values().forEach(this::leave);
      joining.forEach(observer::joined);
    }
  }

  private void leave(Candidate candidate) {
    timers.cancel(candidate.counters());
    observer.left(candidate.member());
  }

  private static void requireDistinctIds(List<Member> members) {
    Set<String> ids = new HashSet<>();
    for (Member member : members) {
      Check.argument(ids.add(member.id()), "id", member.id(), "one member with this id");
    }
  }

  private Candidate joined(int slot, Member member, Snapshot before) {
    Optional<Snapshot.Entry> known = before.of(member.id());
    MemberCounters counters =
        new MemberCounters(known.map(Snapshot.Entry::totals).orElse(Totals.NONE));
    Health health =
        known
            .map(entry -> rules().restored(entry.health()))
            .orElseGet(() -> HealthRules.joined(ticker.now()));
    return new Candidate(slot, member, counters, health, Eligibility.OTHER_SET);
  }

  private Candidate edited(Candidate old, Member member) {
    if (!old.member().equals(member)) {
      observer.changed(old.member(), member);
    }
    if (isStopped(old.member()) && !isStopped(member)) {
      await(old.counters(), old.health());
    }
    return new Candidate(old.slot(), member, old.counters(), old.health(), old.eligibility());
  }

  private static boolean isStopped(Member member) {
    return member.state() == AdminState.STOPPED;
  }

  /** A request on this candidate, as it was when it was picked, has ended with {@code outcome}. */
  void learn(Candidate picked, Outcome outcome, String detail) {
    synchronized (lock) {
      Outage outage = Outage.of(candidates.members());
      boolean mayEject =
          failurePolicy.detection().mayEject(outcome, outage.notServing(), outage.enabled());
      // As nobody else is left, a failure changes nothing, and would be news with each request; but
      // for one who drains and was on trial, and would be so for ever.
      boolean isKnown = outcome != Outcome.SUCCESS && outage.allAreTried();
      HealthRules rules = rules();
      changeHealth(
          picked.counters(),
          c ->
              isForeign(picked, c) || isKnown && !c.isOnTrial()
                  ? c.health()
                  : rules.after(outcome, detail, c.health(), mayEject));
    }
  }

  /** While one request is on trial, those that began before it do not decide. */
  private static boolean isForeign(Candidate picked, Candidate now) {
    return now.isOnTrial() && picked.health() != now.health();
  }

  private HealthRules rules() {
    return new HealthRules(failurePolicy, chance, ticker.now());
  }

  void recover(String id) {
    synchronized (lock) {
      Candidate found =
          find(id)
              .orElseThrow(() -> new IllegalArgumentException(Check.message("id", id, "a member")));
      HealthRules rules = rules();
      changeHealth(found.counters(), c -> rules.recover(c.health()));
    }
  }

  /** Probes of a member say how it is; while all are tried, that one is dead is no news. */
  void probed(String id, BiFunction<HealthRules, Health, Health> rule) {
    synchronized (lock) {
      HealthRules rules = rules();
      boolean allAreTried = Outage.of(candidates.members()).allAreTried();
      find(id)
          .ifPresent(
              found ->
                  changeHealth(
                      found.counters(),
                      c -> probed(c.health(), rule.apply(rules, c.health()), allAreTried)));
    }
  }

  private static Health probed(Health now, Health next, boolean allAreTried) {
    return allAreTried && !next.usable() ? now : next;
  }

  /** Nobody probes any more: who is down by probes would be so for ever. */
  void release() {
    synchronized (lock) {
      HealthRules rules = rules();
      for (Candidate candidate : candidates.members()) {
        changeHealth(candidate.counters(), c -> rules.probesEnded(c.health()));
      }
    }
  }

  /** The member with this id, as it is now. */
  Optional<Candidate> find(String id) {
    return candidates.members().stream().filter(c -> c.member().id().equals(id)).findFirst();
  }

  /** Sets the timer that a state of health waits for, if it does. */
  private void await(MemberCounters counters, Health health) {
    if (health instanceof Health.Down down && down.cause() == Health.Down.Cause.REQUESTS) {
      later(down.remaining(ticker.now()), counters, down, HealthRules::retryDue);
    } else if (health instanceof Health.Recovering) {
      later(failurePolicy.recovery().step(), counters, health, HealthRules::stepDue);
    } else {
      timers.cancel(counters);
    }
  }

  private void later(
      Duration delay,
      MemberCounters counters,
      Health awaited,
      BiFunction<HealthRules, Health, Health> rule) {
    timers.set(counters, delay, () -> due(counters, awaited, rule));
  }

  private void due(
      MemberCounters counters, Health awaited, BiFunction<HealthRules, Health, Health> rule) {
    synchronized (lock) {
      HealthRules rules = rules();
      changeHealth(counters, c -> isDue(c, awaited) ? rule.apply(rules, c.health()) : c.health());
    }
  }

  /**
   * Another state than the one that set the timer has its own timer, or needs none. A member that
   * is stopped is not retried; starting it sets a new timer.
   */
  private static boolean isDue(Candidate candidate, Health awaited) {
    return candidate.health() == awaited && !isStopped(candidate.member());
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
    await(old.counters(), health);
    return new Candidate(old.slot(), old.member(), old.counters(), health, old.eligibility());
  }

  /** Guarded by the lock. */
  private void publish(List<Candidate> members) {
    boolean total = Outage.isTotal(members, failurePolicy.recovery().forced());
    Candidates next = Frame.of(total ? tried(members) : members);
    picker.update(next);
    candidates = next;
    ailing = ailing(next);
    onChange.run();
  }

  private static boolean[] ailing(Candidates candidates) {
    boolean[] ailing = new boolean[candidates.slots()];
    for (Candidate candidate : candidates.members()) {
      Health health = candidate.health();
      boolean well =
          health instanceof Health.Up
              || health instanceof Health.Recovering recovering && recovering.failures() == 0;
      ailing[candidate.slot()] = !well;
    }
    return ailing;
  }

  /** Rather everyone than nobody. */
  private List<Candidate> tried(List<Candidate> members) {
    observer.everyMemberDown();
    HealthRules rules = rules();
    return members.stream().map(c -> tried(c, rules.everyMemberDown(c.health()))).toList();
  }

  private Candidate tried(Candidate candidate, Health health) {
    return health == candidate.health() ? candidate : withHealth(candidate, health);
  }
}
