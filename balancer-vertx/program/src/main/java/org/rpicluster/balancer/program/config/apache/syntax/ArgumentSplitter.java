package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the arguments of a directive exactly as httpd's {@code ap_getword_conf}: blanks separate
 * them; one that begins with a quote ends with the same quote even if no blank follows, and one
 * that is not closed ends with the line; a backslash counts only before a backslash and, within
 * quotes, before that quote. O(length). Stateless.
 */
public final class ArgumentSplitter {

  private ArgumentSplitter() {}

  /** The arguments in a text. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int at = skipBlanks(text, 0);
    while (at < text.length()) {
      char quote = text.charAt(at);
      boolean quoted = quote == '"' || quote == '\'';
      int from = quoted ? at + 1 : at;
      int end = quoted ? closing(text, from, quote) : blank(text, from);
      words.add(unescaped(text.substring(from, end), quoted ? quote : '\0'));
      at = skipBlanks(text, quoted ? Math.min(end + 1, text.length()) : end);
    }
    return words;
  }

  /** Whether an argument begins with a quote that nothing closes. */
  static boolean isLeftOpen(String text) {
    int at = skipBlanks(text, 0);
    while (at < text.length()) {
      char quote = text.charAt(at);
      boolean quoted = quote == '"' || quote == '\'';
      int end = quoted ? closing(text, at + 1, quote) : blank(text, at);
      if (quoted && end == text.length()) {
        return true;
      }
      at = skipBlanks(text, quoted ? end + 1 : end);
    }
    return false;
  }

  private static int closing(String text, int from, char quote) {
    int at = from;
    while (at < text.length() && text.charAt(at) != quote) {
      boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
      at += escape && isEscapable(text.charAt(at + 1), quote) ? 2 : 1;
    }
    return at;
  }

  private static boolean isEscapable(char c, char quote) {
    return c == '\\' || quote != '\0' && c == quote;
  }

  private static int blank(String text, int from) {
    int at = from;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** C's {@code isspace}. */
  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static String unescaped(String text, char quote) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      boolean escape = text.charAt(i) == '\\' && i + 1 < text.length();
      i += escape && isEscapable(text.charAt(i + 1), quote) ? 1 : 0;
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }
}
