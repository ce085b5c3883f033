package org.rpicluster.balancer;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.time.Scheduler;

/**
 * A request that waits in a {@link WaitingLine}, and the answer that it was given when it left the
 * line. Guarded by the line's lock until then; afterwards the thread that took it out tells the
 * answer, once.
 */
final class QueueEntry {

  private final PickContext context;
  private final Waiter waiter;
  private final String routeKey;
  private Scheduler.@Nullable Timer timer;
  private @Nullable Lease lease;
  private @Nullable NoMemberException refusal;

  QueueEntry(PickContext context, Waiter waiter) {
    this.context = context;
    this.waiter = waiter;
    boolean alone = context.route().isEmpty() || !context.excludesNobody();
    routeKey = alone ? "" : (context.isStrict() ? '!' : '?') + context.route();
  }

  PickContext context() {
    return context;
  }

  Waiter waiter() {
    return waiter;
  }

  /** Whether it would take any member: if there is none for it, there is none for other entries. */
  boolean takesAnybody() {
    return context.excludesNobody() && !isBound();
  }

  /** Whether it may be served although no entry that takes any member can be. */
  boolean isBound() {
    return !context.route().isEmpty();
  }

  /** Entries with the same key are served or passed over together; empty for one of its own. */
  String routeKey() {
    return routeKey;
  }

  void timer(Scheduler.Timer set) {
    timer = set;
  }

  /** It has left the line: nothing wakes it any more. */
  void left() {
    if (timer != null) {
      timer.cancel();
    }
  }

  void give(Lease granted) {
    lease = granted;
  }

  void refuse(NoMemberException reason) {
    refusal = reason;
  }

  /** Tells the answer. Not under the lock. */
  void tell() {
    if (lease == null) {
      waiter.refused(refusal);
    } else {
      grant(waiter, lease);
    }
  }

  /** Hands a lease over; one that its waiter does not take is ended. */
  static void grant(Waiter waiter, Lease lease) {
    boolean taken = false;
    try {
      waiter.granted(lease);
      taken = true;
    } finally {
      if (!taken) {
        lease.close();
      }
    }
  }
}
