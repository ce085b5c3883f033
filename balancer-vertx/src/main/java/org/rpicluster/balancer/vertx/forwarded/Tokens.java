package org.rpicluster.balancer.vertx.forwarded;

/** The words of which fields are made. Stateless; any thread. RFC 9110 §5.6. */
final class Tokens {

  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Tokens() {}

  /** Whether a character may stand in a token. */
  static boolean isInToken(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || MARKS.indexOf(c) >= 0;
  }

  /** Whether it is a token, and so needs no quotes. */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isInToken(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Adds it as a quoted string. */
  static void quote(StringBuilder to, String text) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\');
      }
      to.append(c);
    }
    to.append('"');
  }
}
