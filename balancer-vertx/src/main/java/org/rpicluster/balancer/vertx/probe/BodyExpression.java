package org.rpicluster.balancer.vertx.probe;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.rpicluster.balancer.check.Check;

/**
 * What must be found in the body of an answer: a regular expression in RE2's syntax, which has
 * neither look-around nor back references. Immutable; any thread.
 *
 * <p>RE2/J, as its run time grows with the text and never explodes: a member must not be able to
 * hold up a thread by what it sends. A search costs at most {@value #SIZE_MAX} steps for each
 * character; most expressions take a few.
 */
public final class BodyExpression {

  /** In characters: more than a page, and far more than a status word. */
  private static final int LENGTH_MAX = 500;

  /** RE2/J writes repetitions out: {@code (a{1000}){1000}} would be a million steps of memory. */
  private static final int REPETITIONS_MAX = 1000;

  static final int SIZE_MAX = 2000;

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

  private final Pattern pattern;

  private BodyExpression(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or too large
   */
  public static BodyExpression of(String text) {
    Check.argument(
        text.length() <= LENGTH_MAX, "body", text.length() + " characters", "at most 500");
    Check.argument(repetitions(text) <= REPETITIONS_MAX, "body", text, "fewer repetitions");
    try {
      Pattern pattern = Pattern.compile(text);
      Check.argument(pattern.programSize() <= SIZE_MAX, "body", text, "a simpler expression");
      return new BodyExpression(pattern);
    } catch (PatternSyntaxException e) {
      String expected = "an expression in RE2's syntax; " + e.getDescription();
      throw new IllegalArgumentException(Check.message("body", text, expected), e);
    }
  }

  /** All counts multiplied, as if each repetition stood within the one before: never too few. */
  private static long repetitions(String text) {
    Matcher counts = REPETITION.matcher(text);
    long product = 1;
    while (counts.find() && product <= REPETITIONS_MAX) {
      String most = counts.group(2) == null || counts.group(2).isEmpty() ? "0" : counts.group(2);
      product *= Math.max(1, Math.max(Integer.parseInt(counts.group(1)), Integer.parseInt(most)));
    }
    return product;
  }

  boolean isFoundIn(String text) {
    return pattern.matcher(text).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BodyExpression that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
