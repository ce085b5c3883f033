package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.vertx.connect.Names;
import org.rpicluster.balancer.vertx.probe.MemberProbe;
import org.rpicluster.balancer.vertx.probe.ProbePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins, changes and ends the probes of clusters as their settings say. What they find is logged
 * where it changes something ({@link ClusterLife}), and never else.
 *
 * @param vertx on whose event loops members are asked
 * @param names how the names of members become addresses
 */
record ProbeLife(Vertx vertx, Names names) {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeLife.class);

  /** A cluster that begins. */
  void begin(BalancerBuilder builder, ClusterSettings settings) {
    settings.probe().ifPresent(p -> builder.probing(p.policy(), probe(p, settings)));
  }

  /** A cluster that stands, of which {@code before} held. What has not changed goes on. */
  void change(Balancer balancer, ClusterSettings before, ClusterSettings settings) {
    Optional<ProbeSettings> probe = settings.probe();
    boolean same =
        probe.equals(before.probe())
            && settings.reach().equals(before.reach())
            && settings.members().stream().allMatch(m -> isWhereItWas(m, before.members()));
    if (same) {
      return;
    }
    probe.ifPresentOrElse(
        p -> balancer.probe(p.policy(), probe(p, settings)), balancer::stopProbing);
    LOG.info("cluster {}: {}", settings.name(), inWords(probe));
  }

  /** A member that was not there has its first probe soon in any case. */
  private static boolean isWhereItWas(Member member, List<Member> before) {
    return before.stream()
        .filter(other -> other.id().equals(member.id()))
        .allMatch(other -> other.probePort() == member.probePort());
  }

  static String inWords(Optional<ProbeSettings> probe) {
    return probe.map(p -> "probed by " + p).orElse("not probed");
  }

  private Probe probe(ProbeSettings probe, ClusterSettings settings) {
    return new MemberProbe(
        vertx,
        names.forCluster(),
        settings.reach(),
        probe.question(),
        probe.policy().timeout(),
        new ProbePort(probe.port()));
  }
}
