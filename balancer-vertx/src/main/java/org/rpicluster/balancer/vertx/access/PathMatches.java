package org.rpicluster.balancer.vertx.access;

import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Requests in whose path a pattern is found; or in what stands in the place of a part of it: with
 * {@code /o/} as {@code balancer://open/}, that of {@code /o/x} is {@code balancer://open/x}.
 * Bounded by path times pattern. Immutable. Apache's {@code <LocationMatch>}, {@code <ProxyMatch>}.
 *
 * @param pattern the pattern, which need not begin or end where the path does
 * @param replaced what the path begins with; empty for none
 * @param by what stands there instead
 */
public record PathMatches(Regex pattern, String replaced, String by) implements Requirement {

  /** A pattern for the path as it is. */
  public static PathMatches of(Regex pattern) {
    return new PathMatches(pattern, "", "");
  }

  /** Checks that one comes with the other. */
  public PathMatches {
    Check.argument(by.isEmpty() || replaced.startsWith("/"), "replaced", replaced, "a path");
  }

  @Override
  public AccessDecision of(GuardedRequest asked) {
    String path = asked.path();
    if (replaced.isEmpty()) {
      return Requirement.when(pattern.isIn(path));
    }
    // A route for /o/ has /o as well, of which nothing is left.
    String rest = path.length() < replaced.length() ? "" : path.substring(replaced.length());
    return Requirement.when(pattern.isIn(by + rest));
  }
}
