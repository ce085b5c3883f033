package org.rpicluster.balancer.vertx.header;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * A regular expression as RE2 has them: time is linear in what it is held against, whatever it and
 * clients say, so that there are no references back and no looks around. It is found anywhere in a
 * text, unless it says otherwise. Immutable; any thread.
 */
public final class FieldPattern {

  /** Longer ones are no longer written by hand, and take room in every comparison. */
  private static final int LENGTH_MAX = 1024;

  private static final String EXPECTED =
      "a regular expression of RE2, without references back and looks around, of at most "
          + LENGTH_MAX
          + " characters";

  private final String text;
  private final boolean ignoresCase;
  private final Pattern pattern;

  private FieldPattern(String text, boolean ignoresCase, Pattern pattern) {
    this.text = text;
    this.ignoresCase = ignoresCase;
    this.pattern = pattern;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or asks for what RE2 has not
   */
  public static FieldPattern of(String text, boolean ignoresCase) {
    Check.argument(text.length() <= LENGTH_MAX, "expression", text.length(), EXPECTED);
    try {
      int flags = ignoresCase ? Pattern.CASE_INSENSITIVE : 0;
      return new FieldPattern(text, ignoresCase, Pattern.compile(text, flags));
    } catch (PatternSyntaxException e) {
      String expected = EXPECTED + ": " + e.getDescription();
      throw new IllegalArgumentException(Check.message("expression", text, expected), e);
    }
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** Whether upper and lower case are the same to it. */
  public boolean ignoresCase() {
    return ignoresCase;
  }

  boolean isIn(String input) {
    return pattern.matcher(input).find();
  }

  /**
   * A text with the groups of the first match in the place of {@code $1}; empty if it is not found.
   */
  Optional<String> filled(String input, String template) {
    Matcher matcher = pattern.matcher(input);
    return matcher.find() ? Optional.of(withGroups(template, matcher)) : Optional.empty();
  }

  /** What is left when a text stands in the place of what is found: first, or wherever. */
  String replaced(String input, String template, boolean all) {
    Matcher matcher = pattern.matcher(input);
    StringBuilder whole = new StringBuilder();
    int from = 0;
    int copied = 0;
    while (from <= input.length() && matcher.find(from)) {
      whole.append(input, copied, matcher.start()).append(withGroups(template, matcher));
      copied = matcher.end();
      if (!all) {
        break;
      }
      from = matcher.end() + (matcher.end() == matcher.start() ? 1 : 0);
    }
    return whole.append(input, copied, input.length()).toString();
  }

  private static String withGroups(String template, Matcher matcher) {
    StringBuilder whole = new StringBuilder(template.length());
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      char next = i + 1 < template.length() ? template.charAt(i + 1) : ' ';
      if (c == '$' && next >= '0' && next <= '9') {
        int group = next - '0';
        String found = group <= matcher.groupCount() ? matcher.group(group) : null;
        whole.append(found == null ? "" : found);
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldPattern that
        && that.text.equals(text)
        && that.ignoresCase == ignoresCase;
  }

  @Override
  public int hashCode() {
    return text.hashCode() + (ignoresCase ? 1 : 0);
  }

  @Override
  public String toString() {
    return text;
  }
}
