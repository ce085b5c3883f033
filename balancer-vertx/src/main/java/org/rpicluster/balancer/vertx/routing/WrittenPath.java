package org.rpicluster.balancer.vertx.routing;

/**
 * A path between its two forms: as it stands in a target, with escapes, and resolved, a character
 * for each byte, as regular expressions see it. Parameters ({@code ;jsessionid=…}) are part of
 * both, unlike in a {@link PlainPath}. A usual path is the same in both forms. Stateless; any
 * thread. Apache's {@code ap_unescape_url} and {@code ap_proxy_canonenc}.
 */
public final class WrittenPath {

  private static final String AS_THEY_ARE = "~$-_.+!*'(),;:@&=/";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private WrittenPath() {}

  /**
   * The resolved path of a target: without its query, several slashes one, escapes resolved once.
   *
   * @param target one whose {@link PlainPath} is not {@link PlainPath#NONE}
   */
  public static String resolved(String target) {
    if (target.equals("*")) {
      return "/";
    }
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    if (path.indexOf('%') < 0 && !path.contains("//")) {
      return path;
    }
    StringBuilder resolved = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        c = (char) Integer.parseInt(path, i + 1, i + 3, 16);
        i += 2;
      }
      boolean isAgain = c == '/' && resolved.length() > 0 && isSlash(resolved);
      if (!isAgain) {
        resolved.append(c);
      }
    }
    return resolved.toString();
  }

  private static boolean isSlash(StringBuilder text) {
    return text.charAt(text.length() - 1) == '/';
  }

  /** A resolved path as it stands in a target. */
  public static String of(String resolved) {
    int at = 0;
    while (at < resolved.length() && isAsItIs(resolved.charAt(at))) {
      at++;
    }
    if (at == resolved.length()) {
      return resolved;
    }
    StringBuilder written = new StringBuilder(resolved.length() + 16).append(resolved, 0, at);
    for (; at < resolved.length(); at++) {
      char c = resolved.charAt(at);
      if (isAsItIs(c)) {
        written.append(c);
      } else {
        written.append('%').append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
      }
    }
    return written.toString();
  }

  private static boolean isAsItIs(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || AS_THEY_ARE.indexOf(c) >= 0;
  }
}
