package org.rpicluster.balancer.vertx.routing;

import java.util.Optional;
import java.util.function.Predicate;
import org.rpicluster.balancer.check.Check;

/**
 * A rule of {@link ReverseRules}: what a URL begins with, and what takes its place. Immutable.
 *
 * @param ofMembers whether it is for the members of the route's cluster, and {@code from} is what
 *     stands behind their addresses; else that is a URL, or a path that counts for any host
 * @param from the beginning; of members it may be empty
 * @param to a path of this site, or a URL
 */
public record UrlRule(boolean ofMembers, String from, String to) {

  private static final String URL = "a URL such as http://192.168.1.101/app, or a path";

  /** Checks both. */
  public UrlRule {
    boolean isPath = from.startsWith("/") && !from.startsWith("//");
    if (ofMembers) {
      Check.argument(isPath || from.isEmpty(), "members", from, "a path, or true");
    } else {
      Check.argument(isPath || Origin.of(from).isPresent(), "from", from, URL);
    }
    boolean good = to.startsWith("/") && !to.startsWith("//") || Origin.of(to).isPresent();
    Check.argument(good && isVisible(to), "to", to, "a path that begins with /, or a URL");
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  /** The URL or path that a value becomes; empty if the rule is not for it. */
  Optional<String> mapped(String value, Predicate<Origin> isMember) {
    return rest(value, isMember)
        .map(rest -> to.equals("/") && rest.startsWith("/") ? rest : to + rest);
  }

  private Optional<String> rest(String value, Predicate<Origin> isMember) {
    Optional<Origin> origin = Origin.of(value);
    int length = origin.map(Origin::length).orElse(0);
    String path = value.substring(length);
    if (!ofMembers && from.startsWith("/")) {
      return value.startsWith("//") ? Optional.empty() : behind(path, from);
    }
    if (ofMembers) {
      return origin.filter(isMember).flatMap(o -> behind(path, from));
    }
    Origin own = Origin.of(from).orElseThrow();
    return origin.filter(own::isSameAs).flatMap(o -> behind(path, from.substring(own.length())));
  }

  private static Optional<String> behind(String path, String start) {
    return path.startsWith(start) ? Optional.of(path.substring(start.length())) : Optional.empty();
  }
}
