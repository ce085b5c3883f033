package org.rpicluster.balancer.sticky;

import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * The way in which a cluster's sessions stay with their members. Immutable. Apache's {@code
 * stickysession}, which has a name for the cookie and one for the path or query.
 *
 * @param cookie the cookie whose value has the route, such as {@code JSESSIONID}; empty for none
 * @param parameter the same in the URL, such as {@code jsessionid}; empty for none
 * @param separator after whose first occurrence the route stands; empty if the whole value is one
 * @param semicolonEnds whether a value in the URL ends at a semicolon too: {@code scolonpathdelim}
 * @param strict whether a session is refused rather than moved to another member: {@code
 *     nofailover}
 * @param issued how the balancer itself sets the cookie; empty if only members do
 */
public record Stickiness(
    String cookie,
    String parameter,
    String separator,
    boolean semicolonEnds,
    boolean strict,
    Optional<RouteCookie> issued) {

  /**
   * RFC 6265 §4.1.1: a token. Names of parameters are taken from the same set. Applications have
   * letters beyond ASCII in the names of theirs as well; they come in UTF-8.
   */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z\u00a1-\ufffd-]*");

  /** What can stand in the value of a cookie and of a parameter, and in neither ends it. */
  private static final Pattern SEPARATOR = Pattern.compile("[!#-%'-+\\--:<->@\\[\\]-~]?");

  private static final Pattern NOT_IN_A_MARK = Pattern.compile("[^A-Za-z0-9_-]");

  /** Checks the names. */
  public Stickiness {
    Check.argument(isName(cookie), "cookie", "'" + cookie + "'", "a cookie's name");
    Check.argument(isName(parameter), "parameter", "'" + parameter + "'", "a parameter's name");
    boolean either = !cookie.isEmpty() || !parameter.isEmpty();
    Check.argument(either, "cookie", "''", "a name, if there is no parameter");
    boolean separates = SEPARATOR.matcher(separator).matches();
    String expected = "one character that a cookie's value may have, or none";
    Check.argument(separates, "separator", "'" + separator + "'", expected);
    if (issued.isPresent()) {
      Check.argument(!cookie.isEmpty(), "cookie", "''", "the name of the cookie to issue");
      issued.get().requireGoodFor(cookie);
      boolean separable =
          issued.get().signature().isEmpty() || NOT_IN_A_MARK.matcher(separator).matches();
      Check.argument(
          separable,
          "separator",
          "'" + separator + "'",
          "neither letter, digit, hyphen nor underscore, where cookies are signed");
    }
  }

  private static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** By a cookie that members set, in whose value the route stands after the first dot. */
  public static Stickiness byCookie(String cookie) {
    return new Stickiness(cookie, "", ".", false, false, Optional.empty());
  }

  /** By a parameter of the URL, in whose value the route stands after the first dot. */
  public static Stickiness byParameter(String parameter) {
    return new Stickiness("", parameter, ".", false, false, Optional.empty());
  }

  /** The same, and by a parameter of the URL, which goes before the cookie. */
  public Stickiness parameter(String parameter) {
    return new Stickiness(cookie, parameter, separator, semicolonEnds, strict, issued);
  }

  /** The same with another separator; empty if the whole value is the route. */
  public Stickiness separator(String separator) {
    return new Stickiness(cookie, parameter, separator, semicolonEnds, strict, issued);
  }

  /** The same with values in URLs that end at a semicolon, or do not. */
  public Stickiness semicolonEnds(boolean semicolonEnds) {
    return new Stickiness(cookie, parameter, separator, semicolonEnds, strict, issued);
  }

  /** The same, with sessions that are refused rather than moved, or not. */
  public Stickiness strict(boolean strict) {
    return new Stickiness(cookie, parameter, separator, semicolonEnds, strict, issued);
  }

  /** The same, and the balancer sets the cookie. */
  public Stickiness issued(RouteCookie issued) {
    return new Stickiness(cookie, parameter, separator, semicolonEnds, strict, Optional.of(issued));
  }

  /** What makes a route that a client sends credible, if it must be. */
  Optional<RouteSignature> signature() {
    return issued.flatMap(RouteCookie::signature);
  }
}
