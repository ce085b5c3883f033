package org.rpicluster.balancer.vertx.access;

import java.util.List;
import org.rpicluster.balancer.vertx.routing.Hosts;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Prefix;

/**
 * Requests whose path begins with a prefix of whole segments. Immutable. Apache's {@code
 * <Location>}.
 *
 * @param match has the prefix, for every host
 */
public record AtPath(Match match) implements Requirement {

  /** A prefix as it is written in URLs. */
  public static AtPath of(String written) {
    return new AtPath(new Match(Hosts.ANY, Prefix.read("path", written), List.of()));
  }

  @Override
  public AccessDecision of(GuardedRequest asked) {
    return Requirement.when(match.hasPath(asked.path()));
  }
}
