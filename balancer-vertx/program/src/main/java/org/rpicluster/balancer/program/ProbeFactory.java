package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.ClusterChange;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.probe.MemberProbe;
import org.rpicluster.balancer.vertx.probe.ProbePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins, changes and ends the probes of clusters as their settings say. What they find is logged
 * where it changes something ({@link ClusterFactory}), and never else.
 *
 * @param vertx on whose event loops members are asked
 * @param names how the names of members become addresses
 */
record ProbeFactory(Vertx vertx, NameResolver names) {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeFactory.class);

  /** A cluster that begins. */
  void begin(BalancerBuilder builder, ClusterSettings settings) {
    settings.probe().ifPresent(p -> builder.probing(p.policy(), probe(p, settings)));
  }

  /** What becomes of the probes of a cluster that stands. */
  interface Change {

    /** Nothing: they go on as they are. */
    Change NONE = change -> {};

    /** Adds it to what else changes in the cluster. */
    void addTo(ClusterChange change);

    /** Says in the log what has changed. */
    default void log() {}
  }

  /** Of a cluster that stands, of which {@code before} held. What has not changed goes on. */
  Change change(ClusterSettings before, ClusterSettings settings) {
    Optional<ProbeSettings> probe = settings.probe();
    boolean same =
        probe.equals(before.probe())
            && settings.reach().equals(before.reach())
            && settings.members().stream().allMatch(m -> isWhereItWas(m, before.members()));
    return same ? Change.NONE : new Probed(this, settings);
  }

  private record Probed(ProbeFactory probes, ClusterSettings settings) implements Change {

    @Override
    public void addTo(ClusterChange change) {
      settings
          .probe()
          .ifPresentOrElse(
              p -> change.probing(p.policy(), probes.probe(p, settings)), change::noProbing);
    }

    @Override
    public void log() {
      LOG.info("cluster {}: {}", settings.name(), inWords(settings.probe()));
    }
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
        probe::requestFor,
        probe.policy().timeout(),
        new ProbePort(probe.port()));
  }
}
