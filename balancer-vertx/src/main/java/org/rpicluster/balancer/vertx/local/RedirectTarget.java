package org.rpicluster.balancer.vertx.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * The address of a {@link Redirect}, taken apart. Immutable. RFC 3986 §3.
 *
 * @param origin scheme and authority; empty for a path on the client's own
 * @param path which may be empty behind an origin
 * @param query with its question mark; empty if it has none
 * @param fragment with its {@code #}; empty if it has none
 */
record RedirectTarget(String origin, String path, String query, String fragment) {

  private static final String EXPECTED = "a path such as /new/, or a URL such as https://host/new/";

  /** Takes an address apart; empty is the client's own. */
  static RedirectTarget parse(String to) {
    int origin = originEnd(to);
    boolean isPath = to.isEmpty() || to.startsWith("/") && !to.startsWith("//");
    Check.argument(isUri(to) && (isPath || origin > 0), "redirect.to", to, EXPECTED);
    int fragment = to.indexOf('#') < 0 ? to.length() : to.indexOf('#');
    int mark = to.indexOf('?');
    int query = mark < 0 || mark > fragment ? fragment : mark;
    return new RedirectTarget(
        to.substring(0, origin),
        to.substring(origin, query),
        to.substring(query, fragment),
        to.substring(fragment));
  }

  private static boolean isUri(String to) {
    try {
      return new URI(to).toASCIIString().equals(to);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** 0 if there is none that a browser goes to. */
  private static int originEnd(String to) {
    String lower = to.toLowerCase(Locale.ROOT);
    int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
    int end = start;
    while (end < to.length() && "/?#".indexOf(to.charAt(end)) < 0) {
      end++;
    }
    return start > 0 && Authority.isValid(to.substring(start, end)) ? end : 0;
  }

  /**
   * The address for a request.
   *
   * @param base scheme and authority of a path, empty to leave them out
   * @param rest what stands behind the route's path in the request's, as it was written
   * @param asked the request's query; one of the address' own counts instead
   */
  String with(String base, String rest, String asked) {
    String start = origin.isEmpty() ? base : origin;
    String isAsked = asked.isEmpty() ? "" : "?" + Escaped.of(asked);
    return start + joined(Escaped.of(rest)) + (query.isEmpty() ? isAsked : query) + fragment;
  }

  /** With one slash between: two at the start of a path would be a host. RFC 3986 §4.2. */
  private String joined(String rest) {
    if (rest.isEmpty()) {
      return path;
    }
    boolean isParameter = rest.startsWith(";");
    int at = 0;
    while (at < rest.length() && rest.charAt(at) == '/') {
      at++;
    }
    boolean hasSlash = path.endsWith("/");
    return isParameter && !path.isEmpty()
        ? path + rest
        : (hasSlash ? path : path + "/") + rest.substring(at);
  }
}
