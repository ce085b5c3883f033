package org.rpicluster.balancer;

import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;

/**
 * The consequences of a lease's end: the member is freed, the strategy and the member's health
 * learn of it, and the line is served. One atomic addition and the strategy's part, unless there is
 * something new to learn. Any thread.
 */
final class Completions implements LeaseEnds {

  private final Membership membership;
  private final HealthEvents health;
  private final WaitingLine line;
  private final PathFailures doubts;

  Completions(Membership membership, HealthEvents health, WaitingLine line, PathFailures doubts) {
    this.membership = membership;
    this.health = health;
    this.line = line;
    this.doubts = doubts;
  }

  @Override
  public void observed(Candidate candidate, Outcome outcome, long beganNanos) {
    GuardedPicker picker = membership.state().picker();
    // The picker may be another than the one that asked: the strategy was changed meanwhile.
    if (picker.isTimed()) {
      long nowNanos = membership.nanos();
      picker.observed(candidate, outcome, nowNanos - beganNanos, nowNanos);
    }
  }

  @Override
  public Outcome outcomeOf(int status) {
    return membership.state().rules().failurePolicy().detection().outcomeOf(status);
  }

  @Override
  public void completed(Candidate candidate, Outcome outcome, String detail, PickContext request) {
    candidate.counters().end(outcome);
    // Only now: a picker that begins meanwhile has seen the end already, or is told of it.
    ClusterState now = membership.state();
    boolean counts = HealthRules.counts(outcome, now.rules().failurePolicy());
    if (!counts) {
      candidate.giveTrialBack();
    }
    try {
      now.picker().completed(candidate, outcome);
    } finally {
      boolean changesHealth =
          outcome != Outcome.SUCCESS || membership.state().degraded().has(candidate.slot());
      if (counts && changesHealth) {
        health.ended(candidate, outcome, detail, request);
      }
      if (outcome == Outcome.SUCCESS && doubts.concern(candidate, request)) {
        convict(candidate, request);
      }
      line.serve();
    }
  }

  /** This one has answered well what others have not: their last failures count after all. */
  private void convict(Candidate candidate, PickContext request) {
    for (PathFailures.Doubt doubt : doubts.answeredWell(candidate, request)) {
      health.ended(doubt.candidate(), doubt.last(), doubt.detail(), request);
    }
  }
}
