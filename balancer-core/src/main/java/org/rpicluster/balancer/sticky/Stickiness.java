package org.rpicluster.balancer.sticky;

import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * How a cluster's sessions stay with their members. Immutable. Apache's {@code stickysession},
 * which has a name for the cookie and one for the path or query.
 *
 * @param cookie the cookie whose value has the route, such as {@code JSESSIONID}; empty for none
 * @param parameter the same in the URL, such as {@code jsessionid}; empty for none
 * @param separator after whose first occurrence the route stands; empty if the whole value is one
 * @param semicolonEnds whether a value in the URL ends at a semicolon too: {@code scolonpathdelim}
 * @param strict whether a session is refused rather than moved to another member: {@code
 *     nofailover}
 */
public record Stickiness(
    String cookie, String parameter, String separator, boolean semicolonEnds, boolean strict) {

  /** RFC 6265 §4.1.1: a token. Names of parameters are taken from the same set. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]*");

  /** Checks the names. */
  public Stickiness {
    Check.argument(isName(cookie), "cookie", "'" + cookie + "'", "a cookie's name");
    Check.argument(isName(parameter), "parameter", "'" + parameter + "'", "a parameter's name");
    boolean either = !cookie.isEmpty() || !parameter.isEmpty();
    Check.argument(either, "cookie", "''", "a name, if there is no parameter");
    Check.argument(separator.length() <= 1, "separator", separator, "one character, or none");
  }

  private static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** By a cookie, in whose value the route stands after the first dot. */
  public static Stickiness byCookie(String cookie) {
    return new Stickiness(cookie, "", ".", false, false);
  }
}
