package org.rpicluster.balancer.program;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.program.config.PeerSettings.Opinions;
import org.rpicluster.balancer.program.peers.PeerStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opinions of other balancers about members: those that another one finds dead are probed at
 * once, or are believed to be so, as the configuration says. What is only believed is not passed
 * on, so that two balancers do not keep a member out by what they have from each other. O(members
 * that are not well) for each word of a peer's; for one thread at a time.
 */
final class PeerOpinions {

  private static final Logger LOG = LoggerFactory.getLogger(PeerOpinions.class);

  private static final String DOWN = "down";

  /** Of a member that is out by what another balancer has found. */
  private static final String BELIEVED = "peer ";

  private final Opinions opinions;
  private final RunningClusters clusters;

  private final Set<Of> believed = new HashSet<>();

  private record Of(String cluster, String member) {}

  PeerOpinions(Opinions opinions, RunningClusters clusters) {
    this.opinions = opinions;
    this.clusters = clusters;
  }

  /**
   * A balancer has said how it stands.
   *
   * @param before what it said before
   * @param others what all balancers have said last, this one's word among them
   */
  void heard(PeerStatus before, PeerStatus now, List<PeerStatus> others) {
    if (opinions != Opinions.IGNORE) {
      down(now).filter(it -> !isDown(before, it)).forEach(it -> found(it, now.name()));
      down(before).filter(it -> others.stream().noneMatch(o -> isDown(o, it))).forEach(this::well);
    }
  }

  /** A balancer is not heard any more: what it alone has found is no reason now. */
  void left(PeerStatus last, List<PeerStatus> others) {
    down(last).filter(it -> others.stream().noneMatch(o -> isDown(o, it))).forEach(this::well);
  }

  private static Stream<Of> down(PeerStatus status) {
    return status.unwell().entrySet().stream()
        .flatMap(
            cluster ->
                cluster.getValue().entrySet().stream()
                    .filter(member -> member.getValue().equals(DOWN))
                    .map(member -> new Of(cluster.getKey(), member.getKey())));
  }

  private static boolean isDown(PeerStatus status, Of it) {
    return status.healthOf(it.cluster(), it.member()).equals(DOWN);
  }

  private void found(Of it, String who) {
    clusters
        .find(it.cluster())
        .filter(balancer -> isUsable(balancer, it.member()))
        .ifPresent(
            balancer -> {
              if (opinions == Opinions.BELIEVE) {
                believed.add(it);
                balancer.probesFailed(it.member(), BELIEVED + who + " finds it down");
              } else {
                LOG.info("cluster {}: {} is down for {}", it.cluster(), it.member(), who);
              }
              balancer.probeSoon(it.member());
            });
  }

  private void well(Of it) {
    if (believed.remove(it)) {
      clusters.find(it.cluster()).ifPresent(balancer -> balancer.probesPassed(it.member()));
    }
  }

  private static boolean isUsable(Balancer balancer, String member) {
    return is(balancer, member, Health::usable);
  }

  private static boolean isBelieved(Balancer balancer, String member) {
    return is(balancer, member, health -> health.reason().startsWith(BELIEVED));
  }

  private static boolean is(Balancer balancer, String member, Predicate<Health> so) {
    return balancer.candidates().members().stream()
        .anyMatch(each -> each.member().id().equals(member) && so.test(each.health()));
  }

  /** What this balancer has found of its members itself: those that are not up. */
  Map<String, Map<String, String>> own() {
    believed.removeIf(
        it -> clusters.find(it.cluster()).filter(of -> isBelieved(of, it.member())).isEmpty());
    return clusters.unwell((cluster, member) -> !believed.contains(new Of(cluster, member)));
  }
}
