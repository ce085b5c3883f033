package org.rpicluster.balancer.vertx.local;

import java.util.Locale;

/**
 * A part of a target as it may stand in a field: what browsers send as it was typed, and no URI
 * has, is escaped; what is escaped already stays so. A usual text is its own. Stateless. RFC 3986
 * §2.
 */
final class Escaped {

  private static final String NOT_IN_URIS = "\"<>\\^`{|}";

  private Escaped() {}

  /** A character for each byte, as requests are read. */
  static String of(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      if (c <= ' ' || c >= 0x7F || NOT_IN_URIS.indexOf(c) >= 0) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
