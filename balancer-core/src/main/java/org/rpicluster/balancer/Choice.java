package org.rpicluster.balancer;

import java.util.Optional;
import org.rpicluster.balancer.NoMemberException.Reason;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;

/**
 * Chooses a member for a request: the one that its route names, or that the strategy picks. One
 * pick, one atomic addition and the {@link Lease}; no lock of its own. What a strategy answers is
 * looked at before it is believed: however wrong it is, it costs a bounded number of picks and one
 * clear error. Any thread.
 */
final class Choice {

  /**
   * How often a pick is thrown away because its strategy has been replaced meanwhile. More often is
   * no reload: then it is picked under the lock that a replacement needs.
   */
  private static final int REPLACED_MAX = 3;

  private final String cluster;
  private final Membership membership;
  private final LeaseEnds ends;
  private final LeakDetector leaks;
  private final PathFailures doubts;

  Choice(
      String cluster,
      Membership membership,
      LeaseEnds ends,
      LeakDetector leaks,
      PathFailures doubts) {
    this.doubts = doubts;
    this.cluster = cluster;
    this.membership = membership;
    this.ends = ends;
    this.leaks = leaks;
  }

  /**
   * A lease.
   *
   * @throws NoMemberException if there is no member
   */
  Lease acquire(PickContext context) {
    leaks.report();
    // Those who are found full on the way are excluded for this once.
    int tried = context.excludedCount();
    try {
      Candidate stuckTo = context.route().isEmpty() ? Candidate.NONE : stuckTo(context, tried);
      return stuckTo == Candidate.NONE ? steered(context, tried) : charged(stuckTo);
    } finally {
      context.excludeOnly(tried);
    }
  }

  /** A lease of this very member, past its limit; empty if it is not to be asked. */
  Optional<Lease> acquire(Candidate earlier) {
    Candidate now = membership.state().candidates().now(earlier);
    return now != Candidate.NONE && now.isUsable() && now.tryBeginWithoutLimit()
        ? Optional.of(charged(now))
        : Optional.empty();
  }

  /** Those who have failed at what is asked for come last. */
  private Lease steered(PickContext context, int tried) {
    if (doubts.steer(context)) {
      try {
        return picked(context, tried);
      } catch (NoMemberException e) {
        context.excludeOnly(tried); // none but those
      }
    }
    return picked(context, tried);
  }

  /**
   * Each round ends with a lease or an error, or excludes one member more, or has seen the strategy
   * being replaced, three times at most: the old one does not choose among members of the new time.
   */
  private Lease picked(PickContext context, int tried) {
    for (int replaced = 0; ; ) {
      GuardedPicker picker = membership.state().picker();
      long beganNanos = Lease.UNTIMED;
      if (picker.isTimed()) {
        beganNanos = membership.nanos();
        context.nowNanos(beganNanos);
      }
      Candidate picked = pick(picker, context, tried);
      ClusterState now = membership.state();
      boolean isReplaced = now.picker() != picker;
      if (isReplaced) {
        GuardedPicker.giveBack(context);
        if (++replaced <= REPLACED_MAX) {
          continue;
        }
      }
      Candidate candidate = isReplaced ? Candidate.NONE : believed(picked, context, now);
      if (candidate == Candidate.NONE) {
        // The cluster may be changing just now: while it does not, there is no excuse.
        candidate = membership.whileUnchanged(() -> certain(context, tried));
      }
      if (context.taken() == candidate || context.take(candidate)) {
        context.handOver();
        return lease(candidate, beganNanos);
      }
      context.exclude(candidate);
    }
  }

  private Candidate pick(GuardedPicker picker, PickContext context, int tried) {
    Candidate picked = picker.pick(context);
    if (picked == Candidate.NONE) {
      throw new NoMemberException(cluster, whyNobody(context, tried));
    }
    return picked;
  }

  private Candidate certain(PickContext context, int tried) {
    GuardedPicker picker = membership.state().picker();
    Candidate picked = pick(picker, context, tried);
    Candidate candidate = believed(picked, context, membership.state());
    if (candidate == Candidate.NONE) {
      throw picker.strange(picked);
    }
    return candidate;
  }

  /**
   * The candidate that a picker means: as it is now, unless the request has begun on it as it was a
   * moment ago; {@link Candidate#NONE} if it may not be chosen.
   */
  private static Candidate believed(Candidate picked, PickContext context, ClusterState state) {
    Candidate now = state.candidates().now(picked);
    if (now == picked) {
      if (now.isEligible()) {
        return now;
      }
    } else if (now != Candidate.NONE && now.isEligible()) {
      return context.taken() == picked ? picked : now;
    }
    GuardedPicker.giveBack(context);
    return Candidate.NONE;
  }

  /** Who has the request by its route; it is begun. */
  private Candidate stuckTo(PickContext context, int tried) {
    Candidates now = membership.state().candidates();
    for (; ; ) {
      Candidate candidate = now.ofRoute(context);
      if (candidate == Candidate.NONE) {
        if (context.isStrict() && now.hasRoute(context.route())) {
          boolean foundFull = context.excludedCount() > tried;
          throw new NoMemberException(
              cluster, foundFull ? Reason.ROUTE_FULL : Reason.ROUTE_UNAVAILABLE);
        }
        return Candidate.NONE;
      }
      if (candidate.tryBegin()) {
        return candidate;
      }
      context.exclude(candidate);
    }
  }

  /** Of a member that no picker chose: it is put to account all the same, as Apache does. */
  private Lease charged(Candidate stuckTo) {
    GuardedPicker picker = membership.state().picker();
    picker.charged(stuckTo);
    return lease(stuckTo, picker.isTimed() ? membership.nanos() : Lease.UNTIMED);
  }

  private Lease lease(Candidate candidate, long beganNanos) {
    if (candidate.isOnTrial()) {
      membership.trialBegun(candidate);
    }
    return leaks.watches()
        ? leaks.watched(ends, candidate, beganNanos)
        : new Lease(ends, candidate, beganNanos);
  }

  private Reason whyNobody(PickContext context, int tried) {
    Candidates now = membership.state().candidates();
    if (context.excludedCount() > tried) {
      return Reason.ALL_FULL;
    }
    if (now.members().isEmpty()) {
      return Reason.EMPTY;
    }
    if (now.size() == 0) {
      return Reason.ALL_UNAVAILABLE;
    }
    // Those that were not tried were full, or they would have been picked.
    for (int i = 0; i < now.size(); i++) {
      if (!context.excludes(now.get(i))) {
        return Reason.ALL_FULL;
      }
    }
    return Reason.ALL_TRIED;
  }
}
