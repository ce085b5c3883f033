package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Regular expressions of an Apache configuration as RE2 has them: the same, as far as they mean the
 * same, and patterns with wildcards. What PCRE has and RE2 has not stops the start. Stateless.
 */
final class RegexTranslation {

  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  private RegexTranslation() {}

  static Optional<Regex> of(Directive line, String text, boolean withoutCase, Fates fates) {
    try {
      return Optional.of(Regex.of(line.shown(), (withoutCase ? "(?i)" : "") + text));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * A pattern with {@code *}, {@code ?} and {@code [a-z]}, for the whole of a text.
   *
   * @param segments whether a wildcard does not stand for a slash
   */
  static Optional<Regex> ofWildcards(Directive line, String text, boolean segments, Fates fates) {
    String any = segments ? "[^/]" : ".";
    StringBuilder expression = new StringBuilder("^");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*') {
        expression.append(any).append('*');
      } else if (c == '?') {
        expression.append(any);
      } else if (c == '[' || c == '\\') {
        fates.stops(line, "only * and ? are wildcards here: write a regular expression");
        return Optional.empty();
      } else {
        expression.append(quoted(c));
      }
    }
    return of(line, expression.append('$').toString(), false, fates);
  }

  /** What is in folders of which wildcards say the names, none of which stands for a slash. */
  static Optional<Regex> ofFolders(Directive line, String text, Fates fates) {
    String folders = text.endsWith("/") ? text : text + "/";
    return ofWildcards(line, folders, true, fates)
        .map(Regex::toString)
        .flatMap(e -> of(line, e.substring(0, e.length() - 1), false, fates));
  }

  /** What begins with a text. */
  static Optional<Regex> ofStart(Directive line, String text, Fates fates) {
    StringBuilder expression = new StringBuilder("^");
    text.chars().forEach(c -> expression.append(quoted((char) c)));
    return of(line, expression.toString(), false, fates);
  }

  private static String quoted(char c) {
    return SPECIAL.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
  }
}
