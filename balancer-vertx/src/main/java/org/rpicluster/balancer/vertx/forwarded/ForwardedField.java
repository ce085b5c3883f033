package org.rpicluster.balancer.vertx.forwarded;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a {@code Forwarded} field. Strict: with one error nothing of the list is known, since what
 * the proxies meant cannot be told. O(length); one object reads one line. RFC 7239 §4.
 */
public final class ForwardedField {

  /** More proxies than a request should pass. */
  static final int ELEMENTS_MAX = 64;

  private final String line;
  private int at;
  private boolean wrong;

  private ForwardedField(String line) {
    this.line = line;
  }

  /**
   * The elements of all lines, the nearest proxy's last.
   *
   * @return nothing if any of the lines is not of the standard's form
   */
  public static Optional<List<ForwardedElement>> parse(List<String> lines) {
    List<ForwardedElement> elements = new ArrayList<>();
    for (String line : lines) {
      ForwardedField field = new ForwardedField(line);
      field.read(elements);
      if (field.wrong || elements.size() > ELEMENTS_MAX) {
        return Optional.empty();
      }
    }
    return Optional.of(elements);
  }

  private void read(List<ForwardedElement> elements) {
    do {
      elements.add(element());
    } while (!wrong && skip(','));
    wrong |= at < line.length();
  }

  private ForwardedElement element() {
    ForwardedElement element = ForwardedElement.NOTHING;
    Set<String> names = new HashSet<>();
    do {
      skipSpace();
      String name = token().toLowerCase(Locale.ROOT);
      wrong |= name.isEmpty() || !names.add(name) || !skip('=');
      element = element.with(name, value());
      skipSpace();
    } while (!wrong && skip(';'));
    return element;
  }

  private String value() {
    if (skip('"')) {
      return quoted();
    }
    String token = token();
    wrong |= token.isEmpty();
    return token;
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    while (at < line.length() && line.charAt(at) != '"') {
      skip('\\');
      if (at < line.length()) {
        char c = line.charAt(at++);
        wrong |= c < ' ' && c != '\t' || c == 0x7F;
        text.append(c);
      }
    }
    wrong |= !skip('"');
    return text.toString();
  }

  private String token() {
    int start = at;
    while (at < line.length() && Tokens.isInToken(line.charAt(at))) {
      at++;
    }
    return line.substring(start, at);
  }

  private void skipSpace() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skip(char c) {
    boolean found = at < line.length() && line.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }
}
