package org.rpicluster.balancer.program;

import java.util.function.BooleanSupplier;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.BalancerObserver;
import org.rpicluster.balancer.ClusterChange;
import org.rpicluster.balancer.LeakDetection;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.fault.FaultReporter;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one cluster to what its settings say, and logs what becomes of its members, a line for
 * each event. A cluster that stands is changed and never replaced, so nothing that was counted or
 * learnt is lost.
 */
final class ClusterFactory implements BalancerObserver {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterFactory.class);

  private final String cluster;
  private volatile boolean begun;

  private final BooleanSupplier editing;
  private final OutageLog outages;

  private ClusterFactory(String cluster, BooleanSupplier editing) {
    this.cluster = cluster;
    this.editing = editing;
    outages = new OutageLog(cluster);
  }

  /**
   * A new cluster as the settings say.
   *
   * @param learnt what is known of its members already
   * @param editing whether an edit is being made, which has a line of its own in the log
   */
  static Balancer begun(
      ClusterSettings settings, Snapshot learnt, ProbeFactory probes, BooleanSupplier editing) {
    ClusterFactory life = new ClusterFactory(settings.name(), editing);
    BalancerBuilder builder =
        Balancer.builder(settings.name(), settings.strategy().strategy())
            .members(settings.members())
            .failurePolicy(settings.failure())
            .retryPercent(settings.attempts().retryPercent())
            .queue(settings.attempts().queue())
            .observer(life)
            .faults(FaultReporter.seldom(LOG::error, Scheduler.daemon("balancer-faults")))
            .leakDetection(LeakDetection.OFF) // Settle ends each lease
            .from(learnt);
    settings.sticky().ifPresent(builder::stickiness);
    probes.begin(builder, settings);
    Balancer balancer = builder.build();
    life.begun = true;
    return balancer;
  }

  /** Says how a cluster begins. */
  static void announce(ClusterSettings settings) {
    int members = settings.members().size();
    String strategy = settings.strategy().name();
    String probe = ProbeFactory.inWords(settings.probe());
    LOG.info("cluster {}: {}, members: {}, {}", settings.name(), strategy, members, probe);
  }

  /**
   * The standing cluster, changed to what the settings say: in one publication, so that no request
   * finds a half of it.
   *
   * @param probes what becomes of its probes
   */
  static Balancer changed(Balancer balancer, ClusterSettings settings, ProbeFactory.Change probes) {
    Strategy strategy = balancer.strategy();
    ClusterChange change =
        new ClusterChange()
            .members(settings.members())
            .failurePolicy(settings.failure())
            .retryPercent(settings.attempts().retryPercent())
            .queue(settings.attempts().queue())
            .stickiness(settings.sticky())
            .strategy(settings.strategy().strategy());
    probes.addTo(change);
    balancer.change(change);
    if (balancer.strategy() != strategy) {
      LOG.info("cluster {}: now {}", settings.name(), balancer.strategy().name());
    }
    probes.log();
    return balancer;
  }

  @Override
  public void joined(Member member) {
    // The members that a cluster begins with are no news.
    if (begun && !editing.getAsBoolean()) {
      LOG.info("cluster {}: {} has joined, {}", cluster, member.id(), member.url());
    }
  }

  @Override
  public void left(Member member) {
    outages.left(member);
    if (!editing.getAsBoolean()) {
      LOG.info("cluster {}: {} has left", cluster, member.id());
    }
  }

  @Override
  public void changed(Member from, Member to) {
    if (!editing.getAsBoolean()) {
      LOG.info("cluster {}: {} has changed: {}", cluster, to.id(), MemberChange.between(from, to));
    }
  }

  @Override
  public void healthChanged(Member member, Health from, Health to) {
    outages.healthChanged(member, from, to);
  }

  @Override
  public void everyMemberDown() {
    outages.everyMemberDown();
  }
}
