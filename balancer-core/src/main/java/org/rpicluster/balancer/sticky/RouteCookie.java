package org.rpicluster.balancer.sticky;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * The cookie that the balancer itself gives to a session which has no member yet, or another one
 * now. What Apache leaves to a recipe of {@code Header add Set-Cookie}. Immutable. RFC 6265, and
 * its revision for {@code SameSite} and the prefixes of names.
 *
 * @param path where the browser sends it back
 * @param domain whose hosts it is sent to, all of them; empty for the one that was asked
 * @param secure whether it is sent over TLS only
 * @param httpOnly whether scripts of the page cannot read it
 * @param sameSite whether it goes along with what other sites ask for
 * @param maxAge how long it lasts, from when it was set; empty for as long as the browser runs
 * @param signature makes it impossible to choose one's member, if it is there
 */
public record RouteCookie(
    String path,
    String domain,
    Secure secure,
    boolean httpOnly,
    SameSite sameSite,
    Optional<Duration> maxAge,
    Optional<RouteSignature> signature) {

  /** When a cookie is for encrypted connections only. */
  public enum Secure {
    /** If the client that gets it has one. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER
  }

  /** Whether a cookie goes along with what other sites ask for. */
  public enum SameSite {
    /** Never. */
    STRICT("Strict"),
    /** When a user follows a link. */
    LAX("Lax"),
    /** Always; browsers take such a cookie over TLS only. */
    NONE("None"),
    /** Not said: the browser decides. */
    UNSET("");

    private final String word;

    SameSite(String word) {
      this.word = word;
    }
  }

  /** What routes that it names may be made of. */
  public static final String ROUTE_EXPECTED =
      "at most 128 of visible ASCII without quotes, commas, semicolons and backslashes";

  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  /** RFC 6265 §4.1.1. */
  private static final Pattern OCTETS = Pattern.compile("[!#-+\\--:<-\\[\\]-~]*");

  private static final Pattern PATH = Pattern.compile("/[!-:<-~]*");

  /** Labels of letters, digits and hyphens (RFC 1123 §2.1), and of underscores. */
  private static final Pattern DOMAIN = Pattern.compile("(\\w([\\w-]*\\w)?(\\.(?!$)|$))*");

  /** For the whole site, hidden from scripts, not sent along from other sites' forms. */
  public static final RouteCookie DEFAULT =
      new RouteCookie("/", "", Secure.AUTO, true, SameSite.LAX, Optional.empty(), Optional.empty());

  /** Checks the attributes. */
  public RouteCookie {
    Check.argument(PATH.matcher(path).matches(), "path", "'" + path + "'", "a path");
    Check.argument(DOMAIN.matcher(domain).matches(), "domain", "'" + domain + "'", "a host name");
    boolean sent = sameSite != SameSite.NONE || secure == Secure.ALWAYS;
    Check.argument(sent, "sameSite", "none", "secure: true with it, or browsers drop it");
    boolean lasts = maxAge.isEmpty() || maxAge.get().toSeconds() > 0;
    Check.argument(lasts, "maxAge", maxAge.orElse(Duration.ZERO), "1s or more");
  }

  /** The same below another path. */
  public RouteCookie path(String path) {
    return new RouteCookie(path, domain, secure, httpOnly, sameSite, maxAge, signature);
  }

  /** The same for all hosts of a domain. */
  public RouteCookie domain(String domain) {
    return new RouteCookie(path, domain, secure, httpOnly, sameSite, maxAge, signature);
  }

  /** The same, over TLS or not. */
  public RouteCookie secure(Secure secure) {
    return new RouteCookie(path, domain, secure, httpOnly, sameSite, maxAge, signature);
  }

  /** The same, for scripts or not. */
  public RouteCookie httpOnly(boolean httpOnly) {
    return new RouteCookie(path, domain, secure, httpOnly, sameSite, maxAge, signature);
  }

  /** The same, with what other sites ask for or without. */
  public RouteCookie sameSite(SameSite sameSite) {
    return new RouteCookie(path, domain, secure, httpOnly, sameSite, maxAge, signature);
  }

  /** The same, for so long. */
  public RouteCookie maxAge(Duration maxAge) {
    return new RouteCookie(
        path, domain, secure, httpOnly, sameSite, Optional.of(maxAge), signature);
  }

  /** The same, signed. */
  public RouteCookie signature(RouteSignature signature) {
    return new RouteCookie(
        path, domain, secure, httpOnly, sameSite, maxAge, Optional.of(signature));
  }

  /** Browsers drop a cookie whose name promises what its attributes do not keep: RFC 6265bis. */
  void requireGoodFor(String name) {
    boolean isToken = TOKEN.matcher(name).matches();
    Check.argument(isToken, "cookie", "'" + name + "'", "the name of a cookie to issue, in ASCII");
    if (name.startsWith("__Secure-")) {
      Check.argument(secure == Secure.ALWAYS, "cookie", name, "secure: true with such a name");
    } else if (name.startsWith("__Host-")) {
      boolean kept = secure == Secure.ALWAYS && path.equals("/") && domain.isEmpty();
      Check.argument(kept, "cookie", name, "secure: true, path: / and no domain with such a name");
    }
  }

  /** Whether it may name a route: browsers drop what is no value of a cookie. */
  public static boolean canName(String route) {
    return OCTETS.matcher(route).matches();
  }

  /**
   * The value of a {@code Set-Cookie} field that names a route.
   *
   * @param stickiness how it will be read again
   * @param route as a member's
   * @param encrypted whether the client's connection is
   */
  public String naming(Stickiness stickiness, String route, boolean encrypted) {
    StringBuilder field = new StringBuilder(stickiness.cookie()).append('=');
    signature.ifPresent(s -> field.append(s.of(route)));
    field.append(stickiness.separator()).append(route).append("; Path=").append(path);
    if (!domain.isEmpty()) {
      field.append("; Domain=").append(domain);
    }
    maxAge.ifPresent(age -> field.append("; Max-Age=").append(age.toSeconds()));
    if (httpOnly) {
      field.append("; HttpOnly");
    }
    if (secure == Secure.ALWAYS || secure == Secure.AUTO && encrypted) {
      field.append("; Secure");
    }
    if (sameSite != SameSite.UNSET) {
      field.append("; SameSite=").append(sameSite.word);
    }
    return field.toString();
  }
}
