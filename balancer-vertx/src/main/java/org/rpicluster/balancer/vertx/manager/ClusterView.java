package org.rpicluster.balancer.vertx.manager;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.vertx.edit.ClusterDifference;
import org.rpicluster.balancer.vertx.edit.ClusterRollout;
import org.rpicluster.balancer.vertx.edit.DiscoveryOrigin;
import org.rpicluster.balancer.vertx.edit.EditJournal;
import org.rpicluster.balancer.vertx.edit.MemberDifference;
import org.rpicluster.balancer.vertx.metrics.Measured;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;

/**
 * One cluster at one moment, as the page and the JSON both show it. O(members) to make; immutable.
 *
 * @param name the cluster's name
 * @param strategy the strategy's name
 * @param eligible how many members are eligible, and known to serve
 * @param waiting how many requests wait for a member
 * @param retries how often requests were attempted again
 * @param retriesLeft how often they may be now
 * @param totals the sum of the members' counts
 * @param members in the order of the configuration
 * @param difference how it differs from the configuration
 * @param rollout what roll-outs have said of it
 * @param measured what was measured of its exchanges, if anything
 */
record ClusterView(
    String name,
    String strategy,
    ServingMembers eligible,
    int waiting,
    long retries,
    int retriesLeft,
    MemberCounts totals,
    List<MemberView> members,
    ClusterDifference difference,
    ClusterRollout rollout,
    Optional<Measured> measured) {

  /** A cluster that nothing has been edited in. */
  static ClusterView of(Balancer balancer) {
    return of(balancer, EditJournal.NONE, ClusterRollout.NONE, Optional.empty());
  }

  static ClusterView of(
      Balancer balancer,
      EditJournal journal,
      ClusterRollout rollout,
      Optional<ProxyMetrics> metrics) {
    ClusterDifference difference = journal.differenceOf(balancer.name());
    Map<String, DiscoveryOrigin> findings = journal.foundIn(balancer.name());
    Candidates candidates = balancer.candidates();
    List<Candidate> members = candidates.members();
    List<MemberCounts> counts = members.stream().map(c -> MemberCounts.of(c.counters())).toList();
    MemberCounts totals = counts.stream().reduce(MemberCounts.NONE, MemberCounts::plus);
    Map<String, Double> credits = credits(balancer.scores());
    long weights = members.stream().filter(Candidate::isEligible).mapToLong(c -> c.weight()).sum();
    Map<String, MemberDifference> differences = new HashMap<>();
    difference.members().forEach(each -> differences.put(each.member().id(), each));
    MemberView[] views = new MemberView[members.size()];
    for (int i = 0; i < views.length; i++) {
      Candidate c = members.get(i);
      views[i] =
          new MemberView(
              c,
              MemberStanding.of(c),
              counts.get(i),
              ratio(counts.get(i).picks(), totals.picks()),
              c.isEligible() ? ratio(c.weight(), weights) : 0,
              credit(credits, c.member().id()),
              balancer.probesOf(c.member().id()),
              Optional.ofNullable(differences.get(c.member().id())),
              Optional.ofNullable(findings.get(c.member().id())),
              rollout.versionOf(c.member().id()),
              metrics.flatMap(each -> each.member(balancer, c.member().id())));
    }
    return new ClusterView(
        balancer.name(),
        balancer.strategy().name(),
        ServingMembers.of(balancer),
        balancer.waiting(),
        balancer.retryBudget().retries(),
        balancer.retryBudget().left(),
        totals,
        List.of(views),
        difference,
        rollout,
        metrics.flatMap(each -> each.cluster(balancer)));
  }

  /** Those that were removed and have left, as they were. */
  List<Member> removed() {
    Set<String> present =
        members.stream().map(view -> view.candidate().member().id()).collect(Collectors.toSet());
    return difference.members().stream()
        .map(MemberDifference::member)
        .filter(member -> !present.contains(member.id()))
        .toList();
  }

  /** By id: the scores may belong to a snapshot one change older or newer. */
  private static Map<String, Double> credits(List<Score> scores) {
    Map<String, Double> credits = new HashMap<>();
    for (Score score : scores) {
      if (score.name().equals("credit")) {
        credits.put(score.candidate().member().id(), score.value());
      }
    }
    return credits;
  }

  private static OptionalDouble credit(Map<String, Double> credits, String id) {
    return credits.containsKey(id) ? OptionalDouble.of(credits.get(id)) : OptionalDouble.empty();
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
