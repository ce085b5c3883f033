package org.rpicluster.balancer.vertx.regex;

import java.util.Map;
import java.util.Optional;

/**
 * Finds in an expression what Perl's have and RE2's have not, with its place: most of it takes time
 * that grows beyond any bound with the text. The table is in {@code docs/configuration.md}.
 * Stateless.
 */
final class PerlOnly {

  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("(?=", "a look ahead"),
          Map.entry("(?!", "a look ahead"),
          Map.entry("(?<=", "a look behind"),
          Map.entry("(?<!", "a look behind"),
          Map.entry("(?>", "an atomic group"),
          Map.entry("(?(", "a condition"),
          Map.entry("(?|", "a branch reset"),
          Map.entry("(?R", "a recursion"),
          Map.entry("(?&", "a recursion"),
          Map.entry("(?#", "a comment"),
          Map.entry("(*", "a verb"));

  private static final Map<Character, String> ESCAPES =
      Map.of(
          'k', "a back reference",
          'g', "a back reference",
          'K', "a new start of the match",
          'G', "the end of the last match",
          'Z', "the last line's end",
          'h', "a blank",
          'R', "a line's end",
          'X', "a grapheme",
          'N', "all but a line's end");

  private static final String POSSESSIVE = "a possessive repetition";

  private PerlOnly() {}

  /** What it is and where, as a message has it; empty if there is nothing of the kind. */
  static Optional<String> in(String expression) {
    int classEnd = -1;
    for (int i = 0; i < expression.length(); i++) {
      Optional<String> found = i <= classEnd ? Optional.empty() : at(expression, i);
      if (found.isPresent()) {
        return Optional.of("without " + found.get() + ", at character " + (i + 1));
      }
      if (expression.charAt(i) == '\\') {
        i++;
      } else if (expression.charAt(i) == '[' && i > classEnd) {
        classEnd = classEnd(expression, i);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> at(String expression, int at) {
    char c = expression.charAt(at);
    char next = at + 1 < expression.length() ? expression.charAt(at + 1) : ' ';
    if (c == '\\') {
      return next >= '1' && next <= '9'
          ? Optional.of("a back reference")
          : Optional.ofNullable(ESCAPES.get(next));
    }
    if (c == '(') {
      return GROUPS.entrySet().stream()
          .filter(group -> expression.startsWith(group.getKey(), at))
          .map(Map.Entry::getValue)
          .findFirst();
    }
    boolean isRepetition = "*+?}".indexOf(c) >= 0 && at > 0;
    return isRepetition && next == '+' ? Optional.of(POSSESSIVE) : Optional.empty();
  }

  /** A bracket right behind the first one, or behind its {@code ^}, is a character of the class. */
  private static int classEnd(String expression, int start) {
    int at = start + 1;
    if (at < expression.length() && expression.charAt(at) == '^') {
      at++;
    }
    for (int i = at + 1; i < expression.length(); i++) {
      if (expression.charAt(i) == ']' && expression.charAt(i - 1) != '\\') {
        return i;
      }
    }
    return expression.length();
  }
}
