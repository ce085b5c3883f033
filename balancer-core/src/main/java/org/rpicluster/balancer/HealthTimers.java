package org.rpicluster.balancer;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.time.Scheduler;

/**
 * The timer that each member's health waits for: one at most, so that a member that goes up and
 * down a thousand times a second leaves no thousand timers behind. Guarded by the lock of its
 * {@link Membership}.
 */
final class HealthTimers {

  private final Scheduler scheduler;
  private final Map<MemberCounters, Scheduler.Timer> waiting = new IdentityHashMap<>();

  HealthTimers(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Sets the member's timer, in place of the one that is set. */
  void set(MemberCounters member, Duration delay, Runnable task) {
    cancel(member);
    waiting.put(member, scheduler.schedule(delay.toNanos(), task));
  }

  /** Forgets the member's timer, if one is set. */
  void cancel(MemberCounters member) {
    Scheduler.Timer timer = waiting.remove(member);
    if (timer != null) {
      timer.cancel();
    }
  }
}
