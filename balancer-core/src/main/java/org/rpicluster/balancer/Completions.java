package org.rpicluster.balancer;

import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;

/**
 * What follows from the end of a lease: the member is freed, the strategy and the member's health
 * learn of it, and the line is served. One atomic addition and the strategy's part, unless there is
 * something new to learn. Any thread.
 */
final class Completions implements LeaseEnds {

  private final Membership membership;
  private final WaitingLine line;

  Completions(Membership membership, WaitingLine line) {
    this.membership = membership;
    this.line = line;
  }

  @Override
  public void observed(Candidate candidate, Outcome outcome, long beganNanos) {
    GuardedPicker picker = membership.picker();
    // The picker may be another than the one that asked: the strategy was changed meanwhile.
    if (picker.isTimed()) {
      long nowNanos = membership.nanos();
      picker.observed(candidate, outcome, nowNanos - beganNanos, nowNanos);
    }
  }

  @Override
  public void completed(Candidate candidate, Outcome outcome, String detail) {
    candidate.counters().end(outcome);
    boolean teaches = HealthRules.teaches(outcome, membership.failurePolicy());
    if (!teaches) {
      candidate.giveTrialBack();
    }
    try {
      membership.picker().completed(candidate, outcome);
    } finally {
      boolean news = outcome != Outcome.SUCCESS || membership.isAiling(candidate.slot());
      if (teaches && news) {
        membership.learn(candidate, outcome, detail);
      }
      line.serve();
    }
  }
}
