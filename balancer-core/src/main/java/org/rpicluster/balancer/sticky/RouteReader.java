package org.rpicluster.balancer.sticky;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads the route of a request: from its URL, or else from its cookie. Exactly as Apache reads it,
 * but that a name counts only where it begins: {@code xjsessionid=} is not {@code jsessionid=}.
 *
 * <ul>
 *   <li>A value in the URL ends at {@code ?} or {@code &}; at {@code ;} if it is told so.
 *   <li>A URL that has the parameter without a route does not make the cookie count.
 *   <li>A cookie's name may stand at the beginning or after a semicolon, comma or blank, and have
 *       blanks behind it. Its value ends at a semicolon or comma; it is not unquoted or decoded,
 *       but UTF-8.
 *   <li>The route is what follows the first separator; without one there is none.
 *   <li>Where cookies are signed, a route is believed only with its mark, which stands before the
 *       separator: in a cookie, and in a URL, which is as good as not there without it.
 * </ul>
 *
 * <p>O(length), one piece of text allocated if there is a route, and two hashes if it is signed;
 * stateless, any thread. Source: {@code get_path_param}, {@code get_cookie_param} and {@code
 * find_session_route} of {@code mod_proxy_balancer}.
 */
public final class RouteReader {

  private final Stickiness stickiness;
  private final String cookie;

  /** A reader of what {@code stickiness} says. */
  public RouteReader(Stickiness stickiness) {
    this.stickiness = stickiness;
    cookie = asBytes(stickiness.cookie());
  }

  /** A character for each byte of UTF-8, as fields have them. A usual text is its own. */
  private static String asBytes(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The text of such bytes. */
  private static String asText(String bytes) {
    return isAscii(bytes)
        ? bytes
        : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
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
      String route = believed(url, value, parameterEnd(url, value));
      if (!route.isEmpty() || stickiness.signature().isEmpty()) {
        return route;
      }
    }
    return stickiness.cookie().isEmpty() ? "" : routeOf(cookieFields);
  }

  /**
   * Whether a request has a cookie of this name that no balancer has written, as it has something
   * else than a mark before the separator: the session of an application, which is not to be
   * overwritten.
   *
   * @param cookieFields the values of all its {@code Cookie} fields
   */
  public boolean hasForeignCookie(List<String> cookieFields) {
    for (String field : cookieFields) {
      int value = stickiness.separator().isEmpty() ? -1 : cookieValue(field);
      if (value >= 0) {
        int end = cookieEnd(field, value);
        int before = separatorIn(field, value, end) - value;
        // Many an application's session has the length of a mark: so only where there are marks.
        boolean marked = stickiness.signature().isPresent() && before == RouteSignature.LENGTH;
        return value < end && before != 0 && !marked;
      }
    }
    return false;
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
        return believed(field, value, cookieEnd(field, value));
      }
    }
    return "";
  }

  private int cookieValue(String field) {
    int found = field.indexOf(cookie);
    while (found >= 0) {
      int equals = afterBlanks(field, found + cookie.length());
      boolean whole = found == 0 || isBeforeName(field.charAt(found - 1));
      if (whole && equals < field.length() && field.charAt(equals) == '=') {
        return equals + 1;
      }
      found = field.indexOf(cookie, found + 1);
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

  /** The route in a value, if it is one, and signed where it has to be. */
  private String believed(String text, int from, int to) {
    int separator = separatorIn(text, from, to);
    String route = separator < from - 1 ? "" : asText(text.substring(separator + 1, to));
    Optional<RouteSignature> signature = stickiness.signature();
    return route.isEmpty()
            || signature.isEmpty()
            || signature.get().isOf(route, text.substring(from, separator))
        ? route
        : "";
  }

  /** Where the separator is: right before the value if there is none to look for, -1 if missing. */
  private int separatorIn(String text, int from, int to) {
    if (stickiness.separator().isEmpty()) {
      return from - 1;
    }
    int found = text.indexOf(stickiness.separator().charAt(0), from);
    return found < to ? found : -1;
  }
}
