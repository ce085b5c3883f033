package org.rpicluster.balancer.vertx.http;

import java.util.Set;

/**
 * The fields that the proxy vouches for: it sets them itself, or ends them here. A client must not
 * say them under another spelling ({@link CgiName}). A set's look-up, for unusual names only.
 * Stateless; any thread.
 */
public final class Vouched {

  private static final Set<String> NAMES =
      Set.of(
          "content-length",
          "expect",
          "forwarded",
          "host",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-real-ip");

  /** What stands behind it is said by proxies, and believed of none but a trusted one. */
  private static final String FORWARDED_PREFIX = "x-forwarded-";

  private Vouched() {}

  /** Whether the proxy alone sets a field, however it is spelled: a route cannot. */
  public static boolean isOwn(CharSequence name) {
    String usual = CgiName.usual(name);
    return NAMES.contains(usual) || HopByHop.isAlways(usual);
  }

  /** Whether it says how a request reached the proxies before. */
  public static boolean isForwarded(String name) {
    return name.regionMatches(true, 0, FORWARDED_PREFIX, 0, FORWARDED_PREFIX.length());
  }

  /** Whether a member may take a field for one of these or those, which it is not. */
  public static boolean isAlias(String name) {
    return !CgiName.isUsual(name) && (isOwn(name) || isForwarded(CgiName.usual(name)));
  }
}
