package org.rpicluster.balancer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.health.ProbeSchedule;
import org.rpicluster.balancer.health.ProbeTarget;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/**
 * The probes of a cluster as its rules ask for them, and the way from what they find to its
 * members. Any thread: its lock is taken before those of the probed members, and no other is taken
 * under them; nothing is told to an observer meanwhile.
 */
final class Probing implements ProbeTarget {

  private final Membership membership;
  private final HealthEvents health;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final Chance chance;

  // Guarded by this.
  private @Nullable ProbeSchedule schedule;
  private boolean closed;

  Probing(BalancerBuilder builder, Membership membership, HealthEvents health) {
    this.membership = membership;
    this.health = health;
    ticker = builder.ticker;
    scheduler = builder.scheduler;
    chance = builder.chance;
    follow();
  }

  /**
   * The cluster has changed: what it asks for now is done. Of two calls at once the second sees
   * what both have changed.
   */
  synchronized void follow() {
    ClusterState now = membership.state();
    Optional<ClusterRules.ProbeRule> rule = now.rules().probing();
    if (rule.isEmpty()) {
      end();
    } else if (!closed) {
      probe(rule.get(), now.candidates().members().stream().map(Candidate::member).toList());
    }
  }

  private void probe(ClusterRules.ProbeRule rule, List<Member> members) {
    if (schedule == null) {
      schedule = new ProbeSchedule(this, rule.policy(), rule.probe(), ticker, scheduler, chance);
    } else {
      schedule.change(rule.policy(), rule.probe());
    }
    schedule.update(members);
  }

  /** Members that were down by probes are tried since the change itself. */
  private void end() {
    if (schedule != null) {
      schedule.close();
      schedule = null;
    }
  }

  /** Ends for good, without a change of any member's health. */
  synchronized void close() {
    closed = true;
    if (schedule != null) {
      schedule.close();
      schedule = null;
    }
  }

  synchronized void soon(String id) {
    if (schedule != null) {
      schedule.soon(id);
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
    health.probed(id, (rules, now) -> rules.probesFailed(now, reason));
  }

  @Override
  public void probesPassed(String id) {
    health.probed(id, HealthRules::probesPassed);
  }
}
