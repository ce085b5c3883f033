package org.rpicluster.balancer;

import java.util.function.BiFunction;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.health.Detection;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;

/**
 * The findings of requests, probes and operators about a member's health, as changes of its
 * cluster. Each takes the lock of {@link Membership}, so the end of a request comes here only if it
 * may change something. Any thread.
 */
final class HealthEvents {

  private final Membership membership;
  private final PathFailures doubts;

  HealthEvents(Membership membership, PathFailures doubts) {
    this.membership = membership;
    this.doubts = doubts;
  }

  /** A request on this candidate, as it was when it was picked, has ended with {@code outcome}. */
  void ended(Candidate picked, Outcome outcome, String detail, PickContext request) {
    membership.change(revision -> ended(revision, picked, outcome, detail, request));
  }

  private void ended(
      Revision revision, Candidate picked, Outcome outcome, String detail, PickContext request) {
    Outage outage = Outage.of(revision.members());
    Detection detection = revision.rules().failurePolicy().detection();
    boolean mayEject = detection.mayEject(outcome, outage.notServing(), outage.enabled());
    // As no other member is left, a failure changes nothing, and would be news each time; but for
    // one that drains and was on trial, and would be so for ever.
    boolean isKnown = outcome != Outcome.SUCCESS && outage.allAreTried();
    HealthRules rules = revision.healthRules();
    revision.health(
        picked.counters(),
        now ->
            isForeign(picked, now) || isKnown && !now.isOnTrial()
                ? now.health()
                : rules.after(
                    outcome,
                    detail,
                    now.health(),
                    doubts.count(now, request, detection, outcome, detail) && mayEject));
  }

  /** While one request is on trial, those that began before it do not decide. */
  private static boolean isForeign(Candidate picked, Candidate now) {
    return now.health() instanceof Health.HalfOpen halfOpen
        && halfOpen.trial().isSingle()
        && !(picked.health() instanceof Health.HalfOpen then
            && then.trial().isOf(halfOpen.trial()));
  }

  /**
   * An operator wants a member's errors to be forgotten.
   *
   * @throws IllegalArgumentException if there is no member with this id
   */
  void recover(String id) {
    membership.change(
        revision -> {
          HealthRules rules = revision.healthRules();
          Candidate found =
              membership
                  .find(id)
                  .orElseThrow(
                      () -> new IllegalArgumentException(Check.message("id", id, "a member")));
          revision.health(found.counters(), now -> rules.recover(now.health()));
        });
  }

  /**
   * The cluster's own probes say how a member is. One that had not told yet when they were ended
   * changes nothing: no later one would take it back.
   */
  void probed(String id, BiFunction<HealthRules, Health, Health> transition) {
    membership.change(
        revision -> {
          if (revision.rules().probing().isPresent()) {
            checked(revision, id, transition);
          }
        });
  }

  /** A check of another hand says how a member is. */
  void checked(String id, BiFunction<HealthRules, Health, Health> transition) {
    membership.change(revision -> checked(revision, id, transition));
  }

  /** While all are tried, that one is dead is no news. */
  private void checked(
      Revision revision, String id, BiFunction<HealthRules, Health, Health> transition) {
    HealthRules rules = revision.healthRules();
    boolean allAreTried = Outage.of(revision.members()).allAreTried();
    membership
        .find(id)
        .ifPresent(
            found ->
                revision.health(
                    found.counters(),
                    now -> news(now.health(), transition.apply(rules, now.health()), allAreTried)));
  }

  private static Health news(Health now, Health next, boolean allAreTried) {
    return allAreTried && !next.usable() ? now : next;
  }
}
