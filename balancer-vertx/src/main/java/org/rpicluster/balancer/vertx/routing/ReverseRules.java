package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rpicluster.balancer.check.Check;

/**
 * Rules that map back what members say of themselves, letter by letter: the first rule that has a
 * URL, or an attribute of a cookie, decides; what none has stays. The counterpart of {@link
 * Reverse}, which maps by the route alone. O(rules × length). Immutable. Apache's {@code
 * ProxyPassReverse}, {@code ProxyPassReverseCookiePath} and {@code ProxyPassReverseCookieDomain}.
 *
 * @param urls in their order
 * @param cookiePaths what the path of a cookie begins with, and what the whole path becomes
 * @param cookieDomains the same of its domain, without regard to case
 */
public record ReverseRules(
    List<UrlRule> urls, List<Renaming> cookiePaths, List<Renaming> cookieDomains) {

  /** No rule. */
  public static final ReverseRules NONE = new ReverseRules(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public ReverseRules {
    urls = List.copyOf(urls);
    cookiePaths = List.copyOf(cookiePaths);
    cookieDomains = List.copyOf(cookieDomains);
  }

  /**
   * A beginning, and what takes its place.
   *
   * @param from the beginning
   * @param to the whole text then
   */
  public record Renaming(String from, String to) {

    /** Checks that the result can stand in a cookie. */
    public Renaming {
      Check.argument(!from.isEmpty(), "from", from, "the beginning of a path or domain");
      boolean good = !to.isEmpty() && to.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ';');
      Check.argument(good, "to", to, "a path or domain");
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return urls.isEmpty() && cookiePaths.isEmpty() && cookieDomains.isEmpty();
  }

  /**
   * A URL, or the path of one.
   *
   * @param value what the member says
   * @param isMember whether this is scheme, host and port of a member
   * @param here scheme and authority by which the client knows the proxy; empty if it said none
   */
  public String location(String value, Predicate<Origin> isMember, String here) {
    for (UrlRule rule : urls) {
      Optional<String> mapped = rule.mapped(value, isMember);
      if (mapped.isPresent()) {
        boolean isPath = mapped.get().startsWith("/");
        return isPath && here.isEmpty() ? value : (isPath ? here : "") + mapped.get();
      }
    }
    return value;
  }

  /** A cookie as it is set: the whole field. */
  public String cookie(String value) {
    StringBuilder mapped = new StringBuilder(value.length() + 16);
    for (String part : value.split(";", -1)) {
      mapped.append(mapped.length() == 0 ? "" : ";").append(attribute(part));
    }
    return mapped.toString();
  }

  private String attribute(String part) {
    String bare = part.stripLeading();
    String before = part.substring(0, part.length() - bare.length());
    if (bare.regionMatches(true, 0, "path=", 0, 5)) {
      return before + bare.substring(0, 5) + renamed(bare.substring(5), cookiePaths, false);
    }
    return bare.regionMatches(true, 0, "domain=", 0, 7)
        ? before + bare.substring(0, 7) + renamed(bare.substring(7), cookieDomains, true)
        : part;
  }

  private static String renamed(String text, List<Renaming> renamings, boolean anyCase) {
    for (Renaming each : renamings) {
      if (text.regionMatches(anyCase, 0, each.from(), 0, each.from().length())) {
        return each.to();
      }
    }
    return text;
  }
}
