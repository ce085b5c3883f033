package org.rpicluster.balancer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.health.ProbeSchedule;
import org.rpicluster.balancer.health.ProbeTarget;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/** Whether a cluster is probed, and the way from what probes find to its members. Any thread. */
final class Probing implements ProbeTarget {

  private final Membership membership;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final Chance chance;

  // Guarded by this.
  private @Nullable ProbeSchedule schedule;

  Probing(BalancerBuilder builder, Membership membership) {
    this.membership = membership;
    ticker = builder.ticker;
    scheduler = builder.scheduler;
    chance = builder.chance;
    if (builder.probePolicy != null && builder.probe != null) {
      begin(builder.probePolicy, builder.probe);
    } else {
      membership.release();
    }
  }

  synchronized void begin(ProbePolicy policy, Probe probe) {
    if (schedule == null) {
      schedule = new ProbeSchedule(this, policy, probe, ticker, scheduler, chance);
      membersChanged();
    } else {
      schedule.change(policy, probe);
    }
  }

  synchronized void membersChanged() {
    if (schedule != null) {
      schedule.update(membership.candidates().members().stream().map(Candidate::member).toList());
    }
  }

  synchronized void end() {
    if (schedule != null) {
      close();
      membership.release();
    }
  }

  /** Ends without a change of anybody's health. */
  synchronized void close() {
    if (schedule != null) {
      schedule.close();
      schedule = null;
    }
  }

  synchronized List<ProbeResult> resultsOf(String id) {
    return schedule == null ? List.of() : schedule.resultsOf(id);
  }

  @Override
  public Optional<Health> healthOf(String id) {
    return membership.find(id).map(Candidate::health);
  }

  @Override
  public void probesFailed(String id, String reason) {
    membership.probed(id, (rules, health) -> rules.probesFailed(health, reason));
  }

  @Override
  public void probesPassed(String id) {
    membership.probed(id, HealthRules::probesPassed);
  }
}
