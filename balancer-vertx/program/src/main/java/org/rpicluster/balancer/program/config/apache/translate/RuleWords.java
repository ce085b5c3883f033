package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a {@code RewriteRule} or {@code RewriteCond}, which are not those of other lines: a
 * backslash stays what it is, and a blank behind it ends nothing. Stateless. Apache's {@code
 * parseargline}.
 */
final class RuleWords {

  private RuleWords() {}

  /** Three at most; the third is all the rest. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length() && words.size() < 2) {
      at = behindBlanks(text, at);
      if (at < text.length()) {
        char c = text.charAt(at);
        boolean isQuoted = c == '"' || c == '\'';
        int start = isQuoted ? at + 1 : at;
        int end = end(text, start, isQuoted ? c : ' ');
        words.add(text.substring(start, end));
        at = isQuoted && end < text.length() ? end + 1 : end;
      }
    }
    String rest = text.substring(at).strip();
    if (!rest.isEmpty()) {
      words.add(unquoted(rest));
    }
    return words;
  }

  /** Flags may have blanks in them where they are quoted. */
  private static String unquoted(String rest) {
    char first = rest.charAt(0);
    boolean isQuoted = rest.length() > 1 && (first == '"' || first == '\'');
    return isQuoted && rest.charAt(rest.length() - 1) == first
        ? rest.substring(1, rest.length() - 1)
        : rest;
  }

  private static int behindBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int end(String text, int from, char quote) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quote == ' ' ? Character.isWhitespace(c) : c == quote) {
        return at;
      }
      boolean isEscaped =
          c == '\\' && at + 1 < text.length() && Character.isWhitespace(text.charAt(at + 1));
      at += isEscaped ? 2 : 1;
    }
    return at;
  }
}
