package org.rpicluster.balancer.sticky;

import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * The cookie that the balancer itself gives to a session which has no member yet, or another one
 * now. What Apache leaves to a recipe of {@code Header add Set-Cookie}. Immutable. RFC 6265.
 *
 * @param path where the browser sends it back
 * @param secure whether only over TLS
 * @param httpOnly whether scripts of the page cannot read it
 * @param sameSite {@code Strict}, {@code Lax} or {@code None}, which needs {@code secure}; or empty
 * @param signature makes it impossible to choose one's member, if it is there
 */
public record RouteCookie(
    String path,
    boolean secure,
    boolean httpOnly,
    String sameSite,
    Optional<RouteSignature> signature) {

  private static final Pattern PATH = Pattern.compile("/[!-:<-~]*");
  private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]*");

  /** For the whole site, hidden from scripts, not sent along from other sites' forms. */
  public static final RouteCookie DEFAULT =
      new RouteCookie("/", false, true, "Lax", Optional.empty());

  /** Checks the attributes. */
  public RouteCookie {
    Check.argument(PATH.matcher(path).matches(), "path", "'" + path + "'", "a path");
    boolean known = sameSite.isEmpty() || sameSite.matches("Strict|Lax|None");
    Check.argument(known, "sameSite", sameSite, "Strict, Lax or None");
    boolean sent = !sameSite.equals("None") || secure;
    Check.argument(sent, "sameSite", sameSite, "secure: true with it, or browsers drop it");
  }

  /** Whether a route can stand in a cookie. */
  public static boolean canCarry(String route) {
    return VALUE.matcher(route).matches();
  }

  /**
   * The value of a {@code Set-Cookie} field that names a route.
   *
   * @param stickiness how it will be read again
   * @param route a route that {@link #canCarry}
   */
  public String naming(Stickiness stickiness, String route) {
    String before = signature.map(s -> s.of(route)).orElse("");
    StringBuilder field = new StringBuilder(stickiness.cookie()).append('=').append(before);
    field.append(stickiness.separator()).append(route).append("; Path=").append(path);
    if (httpOnly) {
      field.append("; HttpOnly");
    }
    if (secure) {
      field.append("; Secure");
    }
    if (!sameSite.isEmpty()) {
      field.append("; SameSite=").append(sameSite);
    }
    return field.toString();
  }
}
