package org.rpicluster.balancer.program.config.apache.syntax;

/**
 * A pattern for names as shells have it: {@code *} any characters, {@code ?} one, {@code [a-c]} one
 * of these, {@code [!a]} one that is none of these; a dot at the start is only matched by a dot.
 * O(pattern × name). Stateless. POSIX {@code fnmatch} with {@code FNM_PERIOD}.
 */
public final class NamePattern {

  private NamePattern() {}

  /** Whether a name fits. */
  public static boolean fits(String pattern, String name) {
    return (!name.startsWith(".") || pattern.startsWith(".")) && matches(pattern, name);
  }

  /** The same without the rule of the dot. */
  public static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      int next = p < pattern.length() && pattern.charAt(p) != '*' ? one(pattern, p, name, n) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starName = n;
      } else if (next >= 0) {
        p = next;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on if its next part has this character, or -1. */
  private static int one(String pattern, int p, String name, int n) {
    char c = pattern.charAt(p);
    int close = c == '[' ? pattern.indexOf(']', p + 2) : -1;
    if (close > 0) {
      return isListed(pattern.substring(p + 1, close), name.charAt(n)) ? close + 1 : -1;
    }
    return c == '?' || c == name.charAt(n) ? p + 1 : -1;
  }

  private static boolean isListed(String list, char c) {
    boolean negated = list.startsWith("!") || list.startsWith("^");
    boolean listed = false;
    for (int i = negated ? 1 : 0; i < list.length(); i++) {
      boolean range = i + 2 < list.length() && list.charAt(i + 1) == '-';
      listed |= range ? c >= list.charAt(i) && c <= list.charAt(i + 2) : c == list.charAt(i);
      i += range ? 2 : 0;
    }
    return listed != negated;
  }
}
