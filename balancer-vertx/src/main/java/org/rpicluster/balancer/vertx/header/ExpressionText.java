package org.rpicluster.balancer.vertx.header;

import java.util.function.IntPredicate;
import org.rpicluster.balancer.check.Check;

/** The characters of an expression, and how far it is read. For one thread and one expression. */
final class ExpressionText {

  private final String text;
  private int at;

  ExpressionText(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    skipBlanks();
    return at == text.length();
  }

  /** The next character behind blanks; 0 at the end. */
  char next() {
    skipBlanks();
    return at < text.length() ? text.charAt(at) : 0;
  }

  /** Whether this comes next: then it is behind us. */
  boolean takes(String token) {
    skipBlanks();
    boolean is = text.startsWith(token, at);
    // "!" is not the begin of "!=" and "!~", nor "=" of "==": those that are longer come first.
    at += is ? token.length() : 0;
    return is;
  }

  /** The same of letters, behind which others must not follow. */
  boolean takesWord(String token) {
    skipBlanks();
    int end = at + token.length();
    boolean is =
        text.startsWith(token, at)
            && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    at = is ? end : at;
    return is;
  }

  void require(String token) {
    if (!takes(token)) {
      throw wrong(token);
    }
  }

  /** Letters, digits and underscores. */
  String name() {
    return taken(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  /** Digits. */
  String digits() {
    return taken(c -> c >= '0' && c <= '9');
  }

  private String taken(IntPredicate wanted) {
    int from = at;
    while (at < text.length() && wanted.test(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  /** What stands up to a closing brace, which is behind us then. */
  String upToBrace() {
    int end = text.indexOf('}', at);
    if (end < 0) {
      throw wrong("}");
    }
    String inner = text.substring(at, end);
    at = end + 1;
    return inner;
  }

  /** What stands in quotes, without the backslashes before others. */
  String quoted() {
    char quote = next();
    if (quote != '\'' && quote != '"') {
      throw wrong("a text in quotes");
    }
    StringBuilder inner = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      boolean escapes = text.charAt(at) == '\\' && at + 1 < text.length();
      at += escapes ? 1 : 0;
      inner.append(text.charAt(at));
    }
    if (at == text.length()) {
      throw wrong("another " + quote);
    }
    at++;
    return inner.toString();
  }

  /** {@code /…/i}, or {@code m#…#i} with another character around it. */
  FieldPattern pattern() {
    boolean free = takes("m");
    char around = next();
    int end = around == 0 ? -1 : text.indexOf(around, at + 1);
    if (end < 0 || !free && around != '/') {
      throw wrong("/EXPRESSION/ or m#EXPRESSION#");
    }
    String inner = text.substring(at + 1, end);
    at = end + 1;
    String flags = taken(Character::isLetter);
    return FieldPattern.of(inner, flags.indexOf('i') >= 0);
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /** What is wrong here. */
  IllegalArgumentException wrong(String expected) {
    String shown = at < text.length() ? text.substring(at) : "nothing behind " + text;
    return new IllegalArgumentException(Check.message("expr", shown, expected));
  }
}
