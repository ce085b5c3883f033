package org.rpicluster.balancer;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.NoMemberException.Reason;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Who waits for a member of one cluster, in the order in which they came. Whoever frees a member
 * serves the line: exactly those for whom there is room are told, with their lease in hand, so that
 * nobody is woken for nothing and nobody who comes later takes it from them. One who is bound to a
 * full member by a route is passed over, and keeps its place.
 *
 * <p>While nobody waits, a request and the end of one cost one reading of a volatile number. Else
 * they cost a lock and a pick, and one more for each route that is waited for. No wake-up is lost:
 * who joins is in line before it looks for room a last time, and who frees a member has done so
 * before it looks whether there is a line; both are volatile. Any thread.
 */
final class WaitingLine {

  private final String cluster;
  private final Function<PickContext, Lease> door;
  private final Scheduler scheduler;
  private volatile QueuePolicy policy;
  private volatile int waiting;

  /** Guarded by this. */
  private final Set<Place> line = new LinkedHashSet<>();

  /**
   * An empty line.
   *
   * @param door picks a member or throws {@link NoMemberException}; it does not wait
   */
  WaitingLine(
      String cluster, Function<PickContext, Lease> door, Scheduler scheduler, QueuePolicy policy) {
    this.cluster = cluster;
    this.door = door;
    this.scheduler = scheduler;
    this.policy = policy;
  }

  QueuePolicy policy() {
    return policy;
  }

  /** For those who join from now on. */
  void policy(QueuePolicy next) {
    policy = next;
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
    if (refusal.reason().mayPass() && policy.max() > 0) {
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
    waiter.granted(lease);
    return null;
  }

  private void join(PickContext context, Waiter waiter) {
    if (enter(new Place(context, waiter))) {
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

  private synchronized boolean enter(Place place) {
    QueuePolicy now = policy;
    if (line.size() >= now.max()) {
      return false;
    }
    place.waiter().waits(() -> remove(place));
    line.add(place);
    waiting = line.size();
    place.timer(scheduler.schedule(now.timeout().toNanos(), () -> expired(place)));
    return true;
  }

  private void expired(Place place) {
    if (remove(place)) {
      place.refuse(new NoMemberException(cluster, Reason.QUEUE_TIMED_OUT));
      place.tell();
    }
  }

  private synchronized boolean remove(Place place) {
    boolean removed = line.remove(place);
    waiting = line.size();
    place.left();
    return removed;
  }

  /** Something may be free: those who can be served are. Not under a lock that a pick needs. */
  void serve() {
    while (waiting > 0) {
      Place next = next();
      if (next == null) {
        return;
      }
      next.tell();
    }
  }

  /** The cluster has changed, and the caller holds its lock: the line is served soon. */
  void serveSoon() {
    if (waiting > 0) {
      scheduler.schedule(0, this::serve);
    }
  }

  /** The first for whom there is an answer by now: out of the line, and with it. */
  private synchronized @Nullable Place next() {
    boolean full = false;
    Set<String> fullRoutes = new HashSet<>();
    for (Iterator<Place> places = line.iterator(); places.hasNext(); ) {
      Place place = places.next();
      if (full && !place.isBound() || fullRoutes.contains(place.bond())) {
        continue;
      }
      if (isAnswered(place)) {
        places.remove();
        waiting = line.size();
        place.left();
        return place;
      }
      full |= place.takesAnybody();
      if (!place.bond().isEmpty()) {
        fullRoutes.add(place.bond());
      }
    }
    return null;
  }

  private boolean isAnswered(Place place) {
    try {
      place.give(door.apply(place.context()));
      return true;
    } catch (NoMemberException e) {
      place.refuse(e);
      return !e.reason().mayPass();
    }
  }
}
