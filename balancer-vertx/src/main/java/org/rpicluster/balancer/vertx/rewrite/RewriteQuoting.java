package org.rpicluster.balancer.vertx.rewrite;

import org.rpicluster.balancer.check.Check;

/**
 * The escaping of what groups have found, before it is filled in. O(length). Immutable; any thread.
 * Apache's {@code [B]}, {@code [BNP]}, {@code [BCTLS]}, {@code [BNE]}, {@code escape_backref}.
 *
 * @param what which characters are escaped
 * @param also more of them
 * @param except those that are not all the same
 * @param plus whether an escaped blank is a {@code +}, as in queries, and not {@code %20}
 */
public record RewriteQuoting(What what, String also, String except, boolean plus) {

  /** Nothing is escaped. */
  public static final RewriteQuoting NONE = new RewriteQuoting(What.KEEP, "", "", true);

  /** There are no more characters than these. */
  private static final int CHARACTERS_MAX = 128;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /** Which characters are escaped. */
  public enum What {
    /** None. */
    KEEP,
    /** All but letters, digits and {@code _}. */
    ESCAPE,
    /** Blanks and control characters. */
    CONTROLS
  }

  /** Checks the characters. */
  public RewriteQuoting {
    requireCharacters("groupsAlso", also);
    requireCharacters("groupsExcept", except);
  }

  private static void requireCharacters(String name, String text) {
    boolean good = text.length() <= CHARACTERS_MAX && text.chars().allMatch(c -> c < 0x7F);
    Check.argument(good, name, text, "at most " + CHARACTERS_MAX + " characters of ASCII");
  }

  /** The same with another value. */
  public RewriteQuoting what(What value) {
    return new RewriteQuoting(value, also, except, plus);
  }

  /** The same with another value. */
  public RewriteQuoting also(String value) {
    return new RewriteQuoting(what, value, except, plus);
  }

  /** The same with another value. */
  public RewriteQuoting except(String value) {
    return new RewriteQuoting(what, also, value, plus);
  }

  /** The same with another value. */
  public RewriteQuoting plus(boolean value) {
    return new RewriteQuoting(what, also, except, value);
  }

  /** What is filled in for a group, a character for each byte. */
  String of(String group) {
    if (what == What.KEEP && also.isEmpty()) {
      return group;
    }
    StringBuilder quoted = new StringBuilder(group.length() + 16);
    for (char c : group.toCharArray()) {
      if (!isEscaped(c)) {
        quoted.append(c);
      } else if (c == ' ' && plus) {
        quoted.append('+');
      } else {
        quoted.append('%').append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
      }
    }
    return quoted.toString();
  }

  private boolean isEscaped(char c) {
    boolean isWord = c < 0x80 && Character.isLetterOrDigit(c) || c == '_';
    boolean isOne =
        what == What.ESCAPE
            || what == What.CONTROLS && (c <= ' ' || c == 0x7F)
            || also.indexOf(c) >= 0;
    return isOne && !isWord && except.indexOf(c) < 0;
  }
}
