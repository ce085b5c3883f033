package org.rpicluster.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.health.Detection;
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
import org.rpicluster.balancer.pick.EligibilityRules;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Who belongs to a cluster and how they are: the writing side of {@link Balancer}. Every change is
 * made under one lock, worked out by {@link EligibilityRules} and published as one new snapshot,
 * O(members); readers take no lock. Any thread.
 */
final class Membership {

  private static final String SCHEDULER = "the scheduler";

  private final Ticker ticker;
  private final Chance chance;
  private final HealthTimers timers;
  private final BalancerObserver observer;
  private final Announcements announcements;
  private final Faults faults;
  private final String cluster;
  private final Duration trialTimeout;
  private final Runnable onChange;
  private final Object lock = new Object();
  private final Doubts doubts;

  /** Those whose timers are to be set once their new state is published. Guarded by the lock. */
  private final List<Candidate> awaiting = new ArrayList<>();

  // Written under the lock, read by any thread.
  private volatile FailurePolicy failurePolicy;
  private volatile Strategy strategy;
  private volatile GuardedPicker picker;
  private volatile Candidates candidates = Candidates.EMPTY;
  private volatile Degraded degraded = Degraded.NONE;

  /**
   * The members that the builder has.
   *
   * @param onChange is run after each change, not under the lock
   */
  Membership(BalancerBuilder builder, Runnable onChange, Faults faults, Doubts doubts) {
    this.doubts = doubts;
    this.onChange = onChange;
    this.faults = faults;
    announcements = new Announcements(faults);
    cluster = builder.name;
    trialTimeout = builder.trialTimeout;
    ticker = builder.ticker;
    chance = builder.chance;
    timers = new HealthTimers(builder.scheduler);
    observer = builder.observer;
    failurePolicy = builder.failurePolicy;
    strategy = builder.strategy;
    picker = new GuardedPicker(cluster, strategy, ticker, chance, faults);
    change(any -> builder.members, builder.before);
    restore(builder.before);
  }

  /** What only comes after the members are there: credits, and timers of those who are out. */
  private void restore(Snapshot before) {
    if (before.strategy().equals(strategy.name())) {
      picker.restore(before.credits());
    }
    synchronized (lock) {
      candidates.members().forEach(this::await);
    }
  }

  /** Makes a change under the lock; those who are interested hear of it afterwards. */
  private void change(Runnable work) {
    boolean published;
    synchronized (lock) {
      Candidates before = candidates;
      work.run();
      published = candidates != before;
    }
    if (published) {
      faults.contain(SCHEDULER, onChange);
    }
    announcements.tell();
  }

  /** Runs what wants the picker to know the cluster as it is, and no change meanwhile. */
  <T> T whileUnchanged(Supplier<T> work) {
    synchronized (lock) {
      return work.get();
    }
  }

  /** What is known now, for the next balancer. */
  Snapshot snapshot() {
    synchronized (lock) {
      return Snapshot.of(strategy.name(), candidates, picker.credits());
    }
  }

  GuardedPicker picker() {
    return picker;
  }

  /** The time for pickers that ask for it. */
  long nanos() {
    return ticker.nanos();
  }

  Candidates candidates() {
    return candidates;
  }

  /** Whether a success of the member with this slot changes its health. */
  boolean isDegraded(int slot) {
    return degraded.has(slot);
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
      GuardedPicker nextPicker = new GuardedPicker(cluster, next, ticker, chance, faults);
      nextPicker.begin(candidates);
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
    change(() -> replace(change, before));
  }

  /** Guarded by the lock. */
  private void replace(UnaryOperator<List<Member>> change, Snapshot before) {
    List<Member> members =
        change.apply(candidates.members().stream().map(Candidate::member).toList());
    Roster roster =
        Roster.of(candidates.members(), members, (slot, member) -> joined(slot, member, before));
    roster.edited().forEach(this::edited);
    publish(roster.next());
    roster.left().forEach(this::leave);
    roster.joined().forEach(member -> announcements.note(() -> observer.joined(member)));
  }

  private void edited(Roster.Edit edit) {
    Member from = edit.from().member();
    Member to = edit.to().member();
    announcements.note(() -> observer.changed(from, to));
    if (isStopped(from) && !isStopped(to)) {
      awaiting.add(edit.to());
    }
  }

  private void leave(Candidate candidate) {
    faults.contain(SCHEDULER, () -> timers.cancel(candidate.counters()));
    doubts.forget(candidate.counters());
    announcements.note(() -> observer.left(candidate.member()));
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

  private static boolean isStopped(Member member) {
    return member.state() == AdminState.STOPPED;
  }

  /** A request on this candidate, as it was when it was picked, has ended with {@code outcome}. */
  void record(Candidate picked, Outcome outcome, String detail, PickContext request) {
    change(() -> recorded(picked, outcome, detail, request));
  }

  /** Guarded by the lock. */
  private void recorded(Candidate picked, Outcome outcome, String detail, PickContext request) {
    Outage outage = Outage.of(candidates.members());
    Detection detection = failurePolicy.detection();
    boolean mayEject = detection.mayEject(outcome, outage.notServing(), outage.enabled());
    // As no other member is left, a failure changes nothing, and would be news each time; but for
    // one that drains and was on trial, and would be so for ever.
    boolean isKnown = outcome != Outcome.SUCCESS && outage.allAreTried();
    HealthRules rules = rules();
    changeHealth(
        picked.counters(),
        c ->
            isForeign(picked, c) || isKnown && !c.isOnTrial()
                ? c.health()
                : rules.after(
                    outcome,
                    detail,
                    c.health(),
                    doubts.count(c, request, detection, outcome, detail) && mayEject));
  }

  /** While one request is on trial, those that began before it do not decide. */
  private static boolean isForeign(Candidate picked, Candidate now) {
    return now.health() instanceof Health.HalfOpen halfOpen
        && halfOpen.trial().isSingle()
        && !(picked.health() instanceof Health.HalfOpen then
            && then.trial().isOf(halfOpen.trial()));
  }

  /** A request is on trial at this candidate: if it never ends, another may try. */
  void trialBegun(Candidate candidate) {
    synchronized (lock) {
      Candidate now = candidates.now(candidate);
      if (now.health() == candidate.health()) {
        later(trialTimeout, now.counters(), now.health(), HealthRules::trialExpired);
      }
    }
  }

  private HealthRules rules() {
    return new HealthRules(failurePolicy, chance, ticker.now());
  }

  void recover(String id) {
    change(
        () -> {
          Candidate found =
              find(id)
                  .orElseThrow(
                      () -> new IllegalArgumentException(Check.message("id", id, "a member")));
          HealthRules rules = rules();
          changeHealth(found.counters(), c -> rules.recover(c.health()));
        });
  }

  /** Probes of a member say how it is; while all are tried, that one is dead is no news. */
  void probed(String id, BiFunction<HealthRules, Health, Health> rule) {
    change(
        () -> {
          HealthRules rules = rules();
          boolean allAreTried = Outage.of(candidates.members()).allAreTried();
          find(id)
              .ifPresent(
                  found ->
                      changeHealth(
                          found.counters(),
                          c -> probed(c.health(), rule.apply(rules, c.health()), allAreTried)));
        });
  }

  private static Health probed(Health now, Health next, boolean allAreTried) {
    return allAreTried && !next.usable() ? now : next;
  }

  /** Nobody probes any more: who is down by probes would be so for ever. */
  void release() {
    change(
        () -> {
          HealthRules rules = rules();
          for (Candidate candidate : candidates.members()) {
            changeHealth(candidate.counters(), c -> rules.probesEnded(c.health()));
          }
        });
  }

  /** The member with this id, as it is now. */
  Optional<Candidate> find(String id) {
    return candidates.members().stream().filter(c -> c.member().id().equals(id)).findFirst();
  }

  /** Sets the timer that a state of health waits for, if it does. */
  private void await(Candidate candidate) {
    MemberCounters counters = candidate.counters();
    Health health = candidate.health();
    if (health instanceof Health.Down down && down.cause() == Health.Down.Cause.REQUESTS) {
      later(down.remaining(ticker.now()), counters, down, HealthRules::retryDue);
    } else if (health instanceof Health.Recovering) {
      later(failurePolicy.recovery().step(), counters, health, HealthRules::stepDue);
    } else {
      faults.contain(SCHEDULER, () -> timers.cancel(counters));
    }
  }

  private void later(
      Duration delay,
      MemberCounters counters,
      Health awaited,
      BiFunction<HealthRules, Health, Health> rule) {
    faults.contain(
        SCHEDULER, () -> timers.set(counters, delay, () -> due(counters, awaited, rule)));
  }

  private void due(
      MemberCounters counters, Health awaited, BiFunction<HealthRules, Health, Health> rule) {
    change(
        () -> {
          HealthRules rules = rules();
          changeHealth(
              counters, c -> isDue(c, awaited) ? rule.apply(rules, c.health()) : c.health());
        });
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
        doubts.changed(counters, health);
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
    announcements.note(() -> observer.healthChanged(old.member(), old.health(), health));
    Candidate now =
        new Candidate(old.slot(), old.member(), old.counters(), health, old.eligibility());
    awaiting.add(now);
    return now;
  }

  /** Guarded by the lock. */
  private void publish(List<Candidate> members) {
    boolean total = Outage.isTotal(members, failurePolicy.recovery().forced());
    Candidates next = EligibilityRules.of(total ? tried(members) : members);
    // First what everything else is measured by: what is called below may throw, or call back.
    candidates = next;
    degraded = Degraded.of(next);
    picker.update(next);
    List<Candidate> now = List.copyOf(awaiting);
    awaiting.clear();
    now.forEach(this::await);
  }

  /** Rather everyone than nobody. */
  private List<Candidate> tried(List<Candidate> members) {
    announcements.note(observer::everyMemberDown);
    HealthRules rules = rules();
    return members.stream().map(c -> tried(c, rules.everyMemberDown(c.health()))).toList();
  }

  private Candidate tried(Candidate candidate, Health health) {
    return health == candidate.health() ? candidate : withHealth(candidate, health);
  }
}
