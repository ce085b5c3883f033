package org.rpicluster.balancer.vertx.header;

import java.util.Optional;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.regex.Regex.Groups;

/**
 * An expression that is looked for in fields, and how what it finds fills {@code $1} of a text.
 * Time and bounds are those of {@link Regex}. Immutable; any thread. Apache's {@code ap_pregsub}.
 *
 * @param text as it is written
 * @param ignoresCase whether upper and lower case are the same to it
 * @param regex the expression that this comes to
 */
public record FieldPattern(String text, boolean ignoresCase, Regex regex) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or only Perl has it
   */
  public static FieldPattern of(String text, boolean ignoresCase) {
    Regex regex = Regex.of("expression", ignoresCase ? "(?i)" + text : text);
    return new FieldPattern(text, ignoresCase, regex);
  }

  boolean isIn(String input) {
    return regex.isIn(input);
  }

  /**
   * A text with the groups of the first match in the place of {@code $1}; empty if it is not found.
   */
  Optional<String> filled(String input, String template) {
    return regex.find(input).map(groups -> withGroups(template, groups));
  }

  /** What is left when a text stands in the place of what is found: first, or wherever. */
  String replaced(String input, String template, boolean all) {
    return regex.replace(input, groups -> withGroups(template, groups), all);
  }

  private static String withGroups(String template, Groups groups) {
    StringBuilder whole = new StringBuilder(template.length());
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      char next = i + 1 < template.length() ? template.charAt(i + 1) : ' ';
      if (c == '$' && next >= '0' && next <= '9') {
        whole.append(groups.at(next - '0'));
        i++;
      } else if (c == '\\' && (next == '$' || next == '\\')) {
        whole.append(next);
        i++;
      } else {
        whole.append(c);
      }
    }
    return whole.toString();
  }
}
