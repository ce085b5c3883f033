package org.rpicluster.balancer.member;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port of a URL, also of a name that {@link URI} does not take for one: with an
 * underscore, as Docker Compose names services, or with a digit at the start of its last part.
 * Resolvers take both. A match for such a name; stateless, any thread. RFC 3986 §3.2.2.
 */
final class UrlHost {

  /** Possessive: otherwise each label takes frames of the stack. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*+\\.?)(?::(\\d{0,5}))?");

  /** DNS has room for no more: RFC 1035 §2.3.4, as text. */
  private static final int LENGTH_MAX = 254;

  private UrlHost() {}

  /** The host, of an IPv6 address with the brackets; empty if there is none. */
  static String of(URI url) {
    if (url.getHost() != null) {
      return url.getHost();
    }
    Matcher name = NAME.matcher(authority(url));
    return name.matches() && name.group(1).length() <= LENGTH_MAX ? name.group(1) : "";
  }

  /** The port, or -1 where none is written. */
  static int port(URI url) {
    if (url.getHost() != null) {
      return url.getPort();
    }
    Matcher name = NAME.matcher(authority(url));
    boolean written = name.matches() && name.group(2) != null && !name.group(2).isEmpty();
    return written ? Integer.parseInt(name.group(2)) : -1;
  }

  private static String authority(URI url) {
    return url.getRawAuthority() == null ? "" : url.getRawAuthority();
  }
}
