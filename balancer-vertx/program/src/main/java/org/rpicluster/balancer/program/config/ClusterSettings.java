package org.rpicluster.balancer.program.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The settings of one cluster. Immutable.
 *
 * @param name letters, digits, dot, hyphen and underscore: it stands in URLs
 * @param strategy how a member is chosen
 * @param members in the order of the file, which breaks ties
 * @param failure when failures take a member out
 * @param upstream how members are connected to
 * @param reach how members are reached
 * @param sticky how sessions stay with their members, if they do
 * @param attempts how its requests are attempted
 * @param probe how members are probed, if they are
 * @param requestBuffer up to how many bytes a body without a length gets one
 * @param discover from where more members are found
 * @param found of the members those that were found, by their ids, and by what each was
 */
public record ClusterSettings(
    String name,
    StrategySettings strategy,
    List<Member> members,
    FailurePolicy failure,
    UpstreamOptions upstream,
    ReachOptions reach,
    Optional<Stickiness> sticky,
    AttemptSettings attempts,
    Optional<ProbeSettings> probe,
    int requestBuffer,
    List<DiscoverySettings> discover,
    Map<String, String> found) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Checks the name and the members. */
  public ClusterSettings {
    requireName(name);
    members = List.copyOf(members);
    discover = List.copyOf(discover);
    found = Map.copyOf(found);
    boolean isAny = !members.isEmpty() || !discover.isEmpty();
    Check.argument(isAny, "members", "none", "1 or more, or discover");
    Set<String> ids = new HashSet<>();
    members.forEach(m -> Check.argument(ids.add(m.id()), "id", m.id(), "unique in " + name));
  }

  /** The same cluster with another strategy and other members. */
  public ClusterSettings with(StrategySettings otherStrategy, List<Member> otherMembers) {
    return with(otherStrategy, otherMembers, discover, found);
  }

  /** The same cluster whose members may also be found. */
  public ClusterSettings discovering(List<DiscoverySettings> sources) {
    return with(strategy, members, sources, found);
  }

  /**
   * The same cluster with members that were found behind those that it has.
   *
   * @param by of each of them, by what it was found
   */
  public ClusterSettings finding(List<Member> more, Map<String, String> by) {
    List<Member> all = new ArrayList<>(members);
    all.addAll(more);
    return with(strategy, all, discover, by);
  }

  /** The same cluster with the same members, which have other limits, as has its queue. */
  public ClusterSettings limited(List<Member> limitedMembers, QueuePolicy queue) {
    return new ClusterSettings(
        name,
        strategy,
        limitedMembers,
        failure,
        upstream,
        reach,
        sticky,
        new AttemptSettings(attempts.policy(), attempts.retryPercent(), queue),
        probe,
        requestBuffer,
        discover,
        found);
  }

  /** Whether the member with this id was found. */
  public boolean isFound(String id) {
    return found.containsKey(id);
  }

  private ClusterSettings with(
      StrategySettings otherStrategy,
      List<Member> otherMembers,
      List<DiscoverySettings> sources,
      Map<String, String> by) {
    return new ClusterSettings(
        name,
        otherStrategy,
        otherMembers,
        failure,
        upstream,
        reach,
        sticky,
        attempts,
        probe,
        requestBuffer,
        sources,
        by);
  }

  /** A cluster as it is unless more is said about it. */
  public static ClusterSettings of(String name, List<Member> members) {
    return new ClusterSettings(
        name,
        StrategySettings.DEFAULT,
        members,
        FailurePolicy.DEFAULT,
        UpstreamOptions.DEFAULT,
        ReachOptions.DEFAULT,
        Optional.empty(),
        AttemptSettings.DEFAULT,
        Optional.empty(),
        0,
        List.of(),
        Map.of());
  }

  /**
   * Checks a name, and gives it back.
   *
   * @throws IllegalArgumentException if it could not stand in a URL
   */
  public static String requireName(String name) {
    boolean good = NAME.matcher(name).matches();
    Check.argument(good, "name", "'" + name + "'", "letters, digits, '.', '-' and '_'");
    return name;
  }
}
