package org.rpicluster.balancer;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.NoMemberException.Reason;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.time.Scheduler;

/**
 * The requests that wait for a member of one cluster, in the order in which they came. The end of a
 * request serves the line: exactly those for which there is room are told, with their lease in
 * hand, so that none is woken for nothing and none that comes later takes it from them. One that is
 * bound to a full member by a route is passed over, and keeps its place.
 *
 * <p>While none waits, a request and the end of one cost one reading of a volatile number. Else
 * they cost a lock and a pick, and one more for each route that is waited for. No wake-up is lost:
 * who joins is in line before it looks for room a last time, and who frees a member has done so
 * before it looks whether there is a line; both are volatile. Any thread.
 */
final class WaitingLine {

  private static final String A_WAITER = "a waiter";

  private final String cluster;
  private final Function<PickContext, Lease> door;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Supplier<QueuePolicy> policy;
  private volatile int waiting;

  /** Guarded by this. */
  private final Set<QueueEntry> line = new LinkedHashSet<>();

  /**
   * Threads that are telling an answer: what one frees meanwhile it gives to the next when it is
   * back, and not on top of its stack. Guarded by this.
   */
  private final Set<Thread> telling = new HashSet<>();

  /**
   * An empty line.
   *
   * @param door picks a member or throws {@link NoMemberException}; it does not wait
   * @param policy which requests may join from now on
   */
  WaitingLine(
      String cluster,
      Function<PickContext, Lease> door,
      Scheduler scheduler,
      Supplier<QueuePolicy> policy,
      Faults faults) {
    this.cluster = cluster;
    this.faults = faults;
    this.door = door;
    this.scheduler = scheduler;
    this.policy = policy;
  }

  /** How many wait. */
  int waiting() {
    return waiting;
  }

  /** A lease at once, or in its turn. */
  void acquire(PickContext context, Waiter waiter) {
    if (waiting > 0) {
      join(context, waiter);
      return;
    }
    NoMemberException refusal = pass(context, waiter);
    if (refusal == null) {
      return;
    }
    if (refusal.reason().mayPass() && policy.get().max() > 0) {
      join(context, waiter);
    } else {
      waiter.refused(refusal);
    }
  }

  /** Grants a lease at once, or says why there is none. */
  private @Nullable NoMemberException pass(PickContext context, Waiter waiter) {
    Lease lease;
    try {
      lease = door.apply(context);
    } catch (NoMemberException e) {
      return e;
    }
    QueueEntry.grant(waiter, lease);
    return null;
  }

  private void join(PickContext context, Waiter waiter) {
    if (enter(new QueueEntry(context, waiter))) {
      serve();
    } else {
      passBy(context, waiter);
    }
  }

  /** The line is full; what those who wait in it cannot have, such as another member, is free. */
  private void passBy(PickContext context, Waiter waiter) {
    serve();
    NoMemberException refusal = pass(context, waiter);
    if (refusal != null) {
      boolean full = refusal.reason().mayPass();
      waiter.refused(full ? new NoMemberException(cluster, Reason.QUEUE_FULL) : refusal);
    }
  }

  private synchronized boolean enter(QueueEntry entry) {
    QueuePolicy now = policy.get();
    if (line.size() >= now.max()) {
      return false;
    }
    entry.waiter().waits(() -> remove(entry));
    line.add(entry);
    boolean timed = false;
    try {
      entry.timer(scheduler.schedule(now.timeout().toNanos(), () -> expired(entry)));
      timed = true;
    } finally {
      if (!timed) {
        line.remove(entry); // its caller hears of it now, and of nothing later
      }
      waiting = line.size();
    }
    return true;
  }

  private void expired(QueueEntry entry) {
    if (remove(entry)) {
      entry.refuse(new NoMemberException(cluster, Reason.QUEUE_TIMED_OUT));
      faults.contain(A_WAITER, entry::tell);
    }
  }

  private synchronized boolean remove(QueueEntry entry) {
    boolean removed = line.remove(entry);
    waiting = line.size();
    entry.left();
    return removed;
  }

  /** Something may be free: those who can be served are. Not under a lock that a pick needs. */
  void serve() {
    while (waiting > 0) {
      QueueEntry next = next();
      if (next == null) {
        return;
      }
      try {
        faults.contain(A_WAITER, next::tell);
      } finally {
        told();
      }
    }
  }

  private synchronized void told() {
    telling.remove(Thread.currentThread());
  }

  /** The cluster has changed: the line is served soon, by the thread of the timers. */
  void serveSoon() {
    if (waiting > 0) {
      scheduler.schedule(0, this::serve);
    }
  }

  /** The next to be told, by this thread unless it is telling another one. */
  private synchronized @Nullable QueueEntry next() {
    if (telling.contains(Thread.currentThread())) {
      return null;
    }
    QueueEntry next = answered();
    if (next != null) {
      telling.add(Thread.currentThread());
    }
    return next;
  }

  /** Guarded by this: the first that has an answer by now, out of the line and with it. */
  private @Nullable QueueEntry answered() {
    boolean full = false;
    Set<String> fullRoutes = new HashSet<>();
    for (Iterator<QueueEntry> entries = line.iterator(); entries.hasNext(); ) {
      QueueEntry entry = entries.next();
      if (full && !entry.isBound() || fullRoutes.contains(entry.routeKey())) {
        continue;
      }
      if (isAnswered(entry)) {
        entries.remove();
        waiting = line.size();
        entry.left();
        return entry;
      }
      full |= entry.takesAnybody();
      if (!entry.routeKey().isEmpty()) {
        fullRoutes.add(entry.routeKey());
      }
    }
    return null;
  }

  private boolean isAnswered(QueueEntry entry) {
    try {
      entry.give(door.apply(entry.context()));
      return true;
    } catch (NoMemberException e) {
      entry.refuse(e);
      return !e.reason().mayPass();
    }
  }
}
