package org.rpicluster.balancer.vertx.http;

/**
 * Names of fields as a member compares them that turns them into variables, as CGI does: every
 * character but letters and digits is an underscore, and case does not count, so that {@code
 * X_Forwarded.For} and {@code X-Forwarded-For} are the same. Where the proxy or a route vouches for
 * one of them, the client must not say the other. O(length), allocates nothing unless it says so;
 * stateless, any thread. RFC 3875 §4.1.18.
 */
public final class CgiName {

  private static final int CASE = 'a' - 'A';

  private CgiName() {}

  /** Whether two names are one to such a member. */
  public static boolean isSame(CharSequence one, CharSequence other) {
    int length = one.length();
    if (length != other.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b && variable(a) != variable(b)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it has nothing but letters, digits and hyphens, as names of the standards do. */
  static boolean isUsual(CharSequence name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && variable(c) == '_') {
        return false;
      }
    }
    return true;
  }

  /** The usual name that is the same, in lower case; a new text. */
  static String usual(CharSequence name) {
    StringBuilder usual = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = variable(name.charAt(i));
      usual.append(c == '_' ? '-' : c);
    }
    return usual.toString();
  }

  private static char variable(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (char) (c + CASE);
    }
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : '_';
  }
}
