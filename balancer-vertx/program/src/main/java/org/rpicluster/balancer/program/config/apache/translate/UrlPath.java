package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.rpicluster.balancer.vertx.routing.Prefix;

/**
 * Paths as Apache's files have them, which are those of requests after their escapes are resolved;
 * here they are written as they stand in URLs. Stateless.
 */
final class UrlPath {

  private static final String AS_THEY_ARE = "-._~!$&'()*+,=:@/";

  private UrlPath() {}

  /** The path with escapes for what cannot stand in a URL. */
  static String written(String path) {
    StringBuilder written = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x7F && (Character.isLetterOrDigit(c) || AS_THEY_ARE.indexOf(c) >= 0);
      if (plain || c == '%') {
        written.append(c);
      } else {
        written.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return written.toString();
  }

  /**
   * The prefix of requests for a path, as routes have it.
   *
   * @throws IllegalArgumentException if paths of requests cannot begin so
   */
  static String prefix(String path) {
    return Prefix.read("path", written(path));
  }

  /** Whether a section's argument is no plain path: a regular expression, or one with wildcards. */
  static boolean isPattern(String path) {
    return path.equals("~") || path.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }

  /** Two paths as one, with one slash between them. */
  static String joined(String start, String rest) {
    if (start.endsWith("/") && rest.startsWith("/")) {
      return start + rest.substring(1);
    }
    return start + rest;
  }

  /** Whether a path is a prefix's, by whole segments. */
  static boolean isWithin(String prefix, String path) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length()
            || prefix.endsWith("/")
            || path.charAt(prefix.length()) == '/');
  }

  /** Whether paths of requests can begin so: others have no empty and no dot segments. */
  static boolean isPrefix(String path) {
    try {
      return path.startsWith("/") && !prefix(path).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
