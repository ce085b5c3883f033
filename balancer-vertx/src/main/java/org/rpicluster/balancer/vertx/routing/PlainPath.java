package org.rpicluster.balancer.vertx.routing;

import org.rpicluster.balancer.vertx.http.PercentEscape;

/**
 * The path by which a route is chosen: what servers make of the client's spelling of it. Escapes
 * are resolved once, several slashes and backslashes are one slash, and parameters ({@code
 * ;jsessionid=…}) are left out, so that no spelling of a path gets past the route that it is meant
 * for. What servers read differently is refused: dot segments, control characters, broken escapes.
 * Upper and lower case differ. The table of spellings is in {@code docs/decisions.md}.
 *
 * <p>One look at each character; a usual path is its own plain path, and nothing is allocated.
 * Stateless; any thread. RFC 3986 §6.2.2; CVE-2019-9901, CVE-2021-32779, CVE-2023-45539.
 */
public final class PlainPath {

  /** Of a path that must not be carried. */
  public static final String NONE = "";

  private static final String ROOT = "/";

  private PlainPath() {}

  /**
   * The plain path of a target.
   *
   * @param target path and query as the client wrote them, or {@code *}, which is the root
   * @return the path; the target itself, with its query, if its path is plain already; or {@link
   *     #NONE}
   */
  public static String of(String target) {
    if (target.equals("*")) {
      return ROOT;
    }
    if (isPlain(target)) {
      return target;
    }
    StringBuilder plain = new StringBuilder(target.length());
    boolean whole = read(target, plain, Integer.MAX_VALUE) >= 0;
    return whole && !hasDotSegment(plain) ? plain.toString() : NONE;
  }

  /**
   * Where in a target the first {@code length} characters of its plain path end.
   *
   * @param target one whose plain path is not {@link #NONE}
   */
  static int writtenLength(String target, int length) {
    return isPlain(target) ? length : read(target, new StringBuilder(length), length);
  }

  private static boolean isPlain(String target) {
    char before = ' ';
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?') {
        return true;
      }
      if (c == '%' || c == ';' || before == '/' && (c == '/' || c == '.')) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** Reads until so many characters are there, and says how far; -1 if it cannot be read. */
  private static int read(String target, StringBuilder plain, int length) {
    boolean parameter = false;
    int at = 0;
    while (at < target.length() && target.charAt(at) != '?' && plain.length() < length) {
      int c = characterAt(target, at);
      if (c < ' ' || c == 0x7F) {
        return -1;
      }
      at += target.charAt(at) == '%' ? 3 : 1;
      parameter = c == ';' || parameter && c != '/';
      boolean again = c == '/' && endsWithSlash(plain);
      if (!parameter && !again) {
        plain.append((char) c);
      }
    }
    return at;
  }

  /** The character, or -1 for a broken escape. */
  private static int characterAt(String target, int at) {
    int c = target.charAt(at);
    if (c == '%') {
      c = PercentEscape.at(target, at);
    }
    return c == '\\' ? '/' : c;
  }

  private static boolean endsWithSlash(StringBuilder plain) {
    return plain.length() > 0 && plain.charAt(plain.length() - 1) == '/';
  }

  private static boolean hasDotSegment(CharSequence plain) {
    int dots = 0; // so many at the start of this segment, or more than two
    for (int i = 1; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '/' && dots > 0 && dots <= 2) {
        return true;
      }
      dots = c == '/' ? 0 : c == '.' ? dots + 1 : dots + 3;
    }
    return dots > 0 && dots <= 2;
  }
}
