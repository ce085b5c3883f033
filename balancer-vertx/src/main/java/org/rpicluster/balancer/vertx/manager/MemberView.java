package org.rpicluster.balancer.vertx.manager;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.edit.DiscoveryOrigin;
import org.rpicluster.balancer.vertx.edit.MemberDifference;
import org.rpicluster.balancer.vertx.metrics.Measured;

/**
 * One member as the manager shows it. Immutable.
 *
 * @param candidate who it is and how it is
 * @param standing the same in one word
 * @param counts what it has done
 * @param share its part of the cluster's picks, 0 to 1
 * @param fairShare the part that its weight says, among those eligible now; 0 if it is not
 * @param credit how it stands in the strategy's account, if it has one there
 * @param probes what its last probes found, the newest first; empty if it is not probed
 * @param difference how it differs from the configuration, if it does
 * @param finding how it was found, if it is not in the configuration
 * @param version what a roll-out has found that it serves, if one has
 * @param measured what was measured of its exchanges, if anything
 */
record MemberView(
    Candidate candidate,
    MemberStanding standing,
    MemberCounts counts,
    double share,
    double fairShare,
    OptionalDouble credit,
    List<ProbeResult> probes,
    Optional<MemberDifference> difference,
    Optional<DiscoveryOrigin> finding,
    Optional<String> version,
    Optional<Measured> measured) {

  /** What the last probe found. */
  Optional<ProbeResult> lastProbe() {
    return probes.stream().findFirst();
  }
}
