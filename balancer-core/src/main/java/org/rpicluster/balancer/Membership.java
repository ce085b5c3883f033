package org.rpicluster.balancer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.health.Recovery;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * The members of a cluster, their health, and what holds for them: the writing side of {@link
 * Balancer}. Every change is worked out as a {@link Revision} under one lock and published as one
 * new {@link ClusterState}, O(members); a change that fails publishes nothing. Readers take no
 * lock. Any thread.
 */
final class Membership {

  private final String cluster;
  private final Ticker ticker;
  private final Chance chance;
  private final Faults faults;
  private final BalancerObserver observer;
  private final Announcements announcements;
  private final HealthTimers timers;
  private final Duration trialTimeout;
  private final PathFailures doubts;
  private final Runnable onChange;
  private final Object lock = new Object();

  /** Written under the lock. */
  private volatile ClusterState state;

  /**
   * The members that the builder has.
   *
   * @param onChange is run after each change, not under the lock
   */
  Membership(BalancerBuilder builder, Runnable onChange, Faults faults, PathFailures doubts) {
    cluster = builder.name;
    ticker = builder.ticker;
    chance = builder.chance;
    this.faults = faults;
    observer = builder.observer;
    announcements = new Announcements(faults);
    timers = new HealthTimers(builder.scheduler, faults, this::due);
    trialTimeout = builder.trialTimeout;
    this.doubts = doubts;
    this.onChange = onChange;
    ClusterRules rules = builder.rules();
    state = ClusterState.empty(rules, picker(rules));
    change(revision -> revision.members(none -> builder.members, builder.before));
    restore(builder.before);
  }

  private GuardedPicker picker(ClusterRules rules) {
    return new GuardedPicker(cluster, rules.strategy(), ticker, chance, faults);
  }

  /** What only comes after the members are there: credits, and timers of those who are out. */
  private void restore(Snapshot before) {
    if (before.strategy().equals(state.rules().strategy().name())) {
      state.picker().restore(before.credits());
    }
    synchronized (lock) {
      state.candidates().members().forEach(this::await);
    }
    if (state.rules().probing().isEmpty()) {
      change(revision -> revision.everyHealth(HealthRules::probesEnded));
    }
  }

  /** The cluster as it is now. */
  ClusterState state() {
    return state;
  }

  /** The member with this id, as it is now. */
  Optional<Candidate> find(String id) {
    return state.candidates().members().stream()
        .filter(c -> c.member().id().equals(id))
        .findFirst();
  }

  /** The time for pickers that ask for it. */
  long nanos() {
    return ticker.nanos();
  }

  /** What is known now, for the next balancer. */
  Snapshot snapshot() {
    return whileUnchanged(
        () ->
            Snapshot.of(
                state.rules().strategy().name(), state.candidates(), state.picker().credits()));
  }

  /** Runs what wants the picker to know the cluster as it is, and no change meanwhile. */
  <T> T whileUnchanged(Supplier<T> work) {
    synchronized (lock) {
      return work.get();
    }
  }

  /**
   * Makes a change; those who are interested hear of it afterwards.
   *
   * @param work says what changes; what it throws is thrown, and nothing has changed
   */
  void change(Consumer<Revision> work) {
    boolean published;
    synchronized (lock) {
      ClusterState before = state;
      Revision revision = new Revision(before, observer, ticker, chance);
      work.accept(revision);
      ClusterState next = withItsPicker(before, revision.next());
      published = next != before;
      if (published) {
        publish(before, next, revision);
      }
      revision.judged().forEach(c -> doubts.changed(c.counters(), c.health()));
    }
    if (published) {
      faults.contain(HealthTimers.SCHEDULER, onChange);
    }
    announcements.tell();
  }

  /** Another strategy begins with the members as they will be; if it throws, nothing changes. */
  private ClusterState withItsPicker(ClusterState before, ClusterState next) {
    if (next.rules().strategy() == before.rules().strategy()) {
      return next;
    }
    GuardedPicker picker = picker(next.rules());
    picker.begin(next.candidates());
    return next.picker(picker);
  }

  /** Guarded by the lock. */
  private void publish(ClusterState before, ClusterState next, Revision revision) {
    revision.announce(announcements);
    // First what everything else is measured by: what is called below may throw, or call back.
    state = next;
    if (next.candidates() != before.candidates() || next.picker() != before.picker()) {
      // One that begins here as well: a request that ended meanwhile told the one before only.
      next.picker().update(next.candidates());
    }
    revision.awaiting().forEach(this::await);
    for (Candidate left : revision.left()) {
      timers.cancel(left);
      doubts.forget(left.counters());
    }
  }

  private void await(Candidate member) {
    Recovery recovery = state.rules().failurePolicy().recovery();
    timers.await(member, recovery, ticker.now());
  }

  /** A request is on trial at this candidate: if it never ends, another may try. */
  void trialBegun(Candidate candidate) {
    synchronized (lock) {
      Candidate now = state.candidates().now(candidate);
      if (now.health() == candidate.health()) {
        timers.await(now, trialTimeout, HealthRules::trialExpired);
      }
    }
  }

  private void due(
      MemberCounters counters, Health awaited, BiFunction<HealthRules, Health, Health> transition) {
    change(
        revision -> {
          HealthRules rules = revision.healthRules();
          revision.health(
              counters,
              now -> isDue(now, awaited) ? transition.apply(rules, now.health()) : now.health());
        });
  }

  /**
   * Another state than the one that set the timer has its own timer, or needs none. A member that
   * is stopped is not retried; starting it sets a new timer.
   */
  private static boolean isDue(Candidate candidate, Health awaited) {
    return candidate.health() == awaited && candidate.member().state() != AdminState.STOPPED;
  }
}
