package org.rpicluster.balancer;

import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.health.Recovery;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Scheduler;

/**
 * The timer that each member's health waits for: one at most, so that a member that goes up and
 * down a thousand times a second leaves no thousand timers behind. What a scheduler throws is
 * reported. Guarded by the lock of its {@link Membership}.
 */
final class HealthTimers {

  /** How reports name the scheduler of an embedder. */
  static final String SCHEDULER = "the scheduler";

  private final Scheduler scheduler;
  private final Faults faults;
  private final Due due;
  private final Map<MemberCounters, Scheduler.Timer> waiting = new IdentityHashMap<>();

  /** Is called when a timer is over, not under the lock. */
  interface Due {

    /**
     * The time of a member is over.
     *
     * @param awaited the health that has waited for it
     * @param transition what follows, if it is still the member's
     */
    void due(
        MemberCounters member, Health awaited, BiFunction<HealthRules, Health, Health> transition);
  }

  HealthTimers(Scheduler scheduler, Faults faults, Due due) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.due = due;
  }

  /** Sets the timer that the member's health waits for, in place of the one that is set. */
  void await(Candidate member, Recovery recovery, Instant now) {
    Health health = member.health();
    if (health instanceof Health.Down down && down.cause() == Health.Down.Cause.REQUESTS) {
      await(member, down.remaining(now), HealthRules::retryDue);
    } else if (health instanceof Health.Recovering) {
      await(member, recovery.step(), HealthRules::stepDue);
    } else {
      cancel(member);
    }
  }

  /** Sets a timer that ends with this transition of the member's health. */
  void await(Candidate member, Duration delay, BiFunction<HealthRules, Health, Health> transition) {
    MemberCounters counters = member.counters();
    Runnable task = () -> due.due(counters, member.health(), transition);
    faults.contain(
        SCHEDULER,
        () -> {
          drop(counters);
          waiting.put(counters, scheduler.schedule(delay.toNanos(), task));
        });
  }

  /** Forgets the member's timer, if one is set. */
  void cancel(Candidate member) {
    faults.contain(SCHEDULER, () -> drop(member.counters()));
  }

  private void drop(MemberCounters member) {
    Scheduler.Timer timer = waiting.remove(member);
    if (timer != null) {
      timer.cancel();
    }
  }
}
