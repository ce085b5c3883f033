package org.rpicluster.balancer.sticky;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;

/**
 * Reads the route of a request: from its URL, or else from its cookie. Exactly as Apache reads it,
 * but that a name counts only where it begins: {@code xjsessionid=} is not {@code jsessionid=}.
 *
 * <ul>
 *   <li>A value in the URL ends at {@code ?} or {@code &}; at {@code ;} if it is told so.
 *   <li>A URL that has the parameter without a route does not make the cookie count.
 *   <li>A cookie's name may stand at the beginning or after a semicolon, comma or blank, and have
 *       blanks behind it. Its value ends at a semicolon or comma; it is not unquoted or decoded.
 *   <li>The route is what follows the first separator; without one there is none.
 * </ul>
 *
 * <p>O(length), one piece of text allocated if there is a route; stateless, any thread. Source:
 * {@code get_path_param}, {@code get_cookie_param} and {@code find_session_route} of {@code
 * mod_proxy_balancer}.
 */
public final class RouteReader {

  private final Stickiness stickiness;
  private final Optional<RouteSignature> signature;

  /** A reader of what {@code stickiness} says. */
  public RouteReader(Stickiness stickiness) {
    this(stickiness, Optional.empty());
  }

  /** A reader that believes a cookie only with its mark: what stands before the separator. */
  public RouteReader(Stickiness stickiness, Optional<RouteSignature> signature) {
    boolean separable = signature.isEmpty() || stickiness.separator().matches("[^A-Za-z0-9_-]");
    Check.argument(
        separable,
        "separator",
        "'" + stickiness.separator() + "'",
        "neither letter, digit, hyphen nor underscore, where cookies are signed");
    this.stickiness = stickiness;
    this.signature = signature;
  }

  /**
   * The route of a request.
   *
   * @param url its path and query, as they go to the member
   * @param cookieFields the values of all its {@code Cookie} fields
   * @return empty if it has none
   */
  public String routeOf(String url, List<String> cookieFields) {
    String name = stickiness.parameter();
    int value = name.isEmpty() ? -1 : parameterValue(url, name);
    if (value >= 0) {
      return routeIn(url, value, parameterEnd(url, value));
    }
    return stickiness.cookie().isEmpty() ? "" : routeOf(cookieFields);
  }

  private static int parameterValue(String url, String name) {
    int found = url.indexOf(name);
    while (found >= 0) {
      int equals = found + name.length();
      boolean whole = found == 0 || "/;?&".indexOf(url.charAt(found - 1)) >= 0;
      if (whole && equals < url.length() && url.charAt(equals) == '=') {
        return equals + 1;
      }
      found = url.indexOf(name, found + 1);
    }
    return -1;
  }

  private int parameterEnd(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '?' || c == '&' || c == ';' && stickiness.semicolonEnds()) {
        return i;
      }
    }
    return url.length();
  }

  private String routeOf(List<String> cookieFields) {
    for (String field : cookieFields) {
      int value = cookieValue(field);
      if (value >= 0) {
        int end = cookieEnd(field, value);
        String route = routeIn(field, value, end);
        return isBelieved(route, field.substring(value, end)) ? route : "";
      }
    }
    return "";
  }

  private boolean isBelieved(String route, String value) {
    if (route.isEmpty() || signature.isEmpty()) {
      return true;
    }
    String mark = value.substring(0, value.length() - route.length() - 1);
    return signature.get().isOf(route, mark);
  }

  private int cookieValue(String field) {
    String name = stickiness.cookie();
    int found = field.indexOf(name);
    while (found >= 0) {
      int equals = afterBlanks(field, found + name.length());
      boolean whole = found == 0 || isBeforeName(field.charAt(found - 1));
      if (whole && equals < field.length() && field.charAt(equals) == '=') {
        return equals + 1;
      }
      found = field.indexOf(name, found + 1);
    }
    return -1;
  }

  private static boolean isBeforeName(char c) {
    return c == ';' || c == ',' || isBlank(c);
  }

  private static int afterBlanks(String field, int from) {
    int i = from;
    while (i < field.length() && isBlank(field.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static int cookieEnd(String field, int from) {
    for (int i = from; i < field.length(); i++) {
      if (field.charAt(i) == ';' || field.charAt(i) == ',') {
        return i;
      }
    }
    return field.length();
  }

  private String routeIn(String text, int from, int to) {
    String separator = stickiness.separator();
    if (separator.isEmpty()) {
      return text.substring(from, to);
    }
    int found = text.indexOf(separator.charAt(0), from);
    return found < 0 || found >= to ? "" : text.substring(found + 1, to);
  }
}
