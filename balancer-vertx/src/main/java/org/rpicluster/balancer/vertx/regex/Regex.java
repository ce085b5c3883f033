package org.rpicluster.balancer.vertx.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rpicluster.balancer.check.Check;

/**
 * A regular expression of a configuration, found anywhere in a text unless it says {@code ^} and
 * {@code $}; {@code (?i)} at its start makes upper and lower case the same. In RE2's syntax and by
 * RE2/J, as its run time grows with the text and never explodes: at most {@value #SIZE_MAX} steps
 * for each character, mostly a few. Compared byte by byte, as requests are: a letter beyond ASCII
 * is its bytes in UTF-8. Immutable; any thread. Apache's regular expressions, but for what only
 * Perl has.
 */
public final class Regex {

  private static final int LENGTH_MAX = 2000;

  /** RE2/J writes repetitions out: {@code (a{1000}){1000}} would be a million steps of memory. */
  private static final int REPETITIONS_MAX = 1000;

  static final int SIZE_MAX = 4000;

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

  private final String text;
  private final Pattern pattern;

  private Regex(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * What was found.
   *
   * @param texts the whole, and each group; empty for one that took no part
   */
  public record Groups(List<String> texts) {

    /** Nothing was looked for. */
    public static final Groups NONE = new Groups(List.of());

    /** Copies the list. */
    public Groups {
      texts = List.copyOf(texts);
    }

    /** A group; empty if there is none with this number. */
    public String at(int number) {
      return number < texts.size() ? texts.get(number) : "";
    }
  }

  /**
   * Reads one.
   *
   * @param name what the message calls it
   * @throws IllegalArgumentException if it is none, only Perl has it, or it is too large
   */
  public static Regex of(String name, String text) {
    Optional<String> perl = PerlOnly.in(text);
    if (perl.isPresent()) {
      throw wrong(name, text, perl.get());
    }
    Check.argument(
        text.length() <= LENGTH_MAX,
        name,
        text.length() + " characters",
        "at most " + LENGTH_MAX + " characters");
    Check.argument(repetitions(text) <= REPETITIONS_MAX, name, text, "fewer repetitions");
    try {
      Pattern pattern = Pattern.compile(bytes(text), Pattern.DOTALL);
      Check.argument(pattern.programSize() <= SIZE_MAX, name, text, "a simpler expression");
      return new Regex(text, pattern);
    } catch (PatternSyntaxException e) {
      throw wrong(
          name, text, e.getDescription().replace("internal error", "a ) that closes nothing"));
    }
  }

  private static IllegalArgumentException wrong(String name, String text, String why) {
    String expected = "a regular expression in RE2's syntax, " + why;
    return new IllegalArgumentException(Check.message(name, text, expected));
  }

  /** A character for each byte, as requests are read. */
  public static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** All counts multiplied, as if each repetition stood within the one before: never too few. */
  private static long repetitions(String text) {
    java.util.regex.Matcher counts = REPETITION.matcher(text);
    long product = 1;
    while (counts.find() && product <= REPETITIONS_MAX) {
      String most = counts.group(2) == null || counts.group(2).isEmpty() ? "0" : counts.group(2);
      product *= Math.max(1, Math.max(Integer.parseInt(counts.group(1)), Integer.parseInt(most)));
    }
    return product;
  }

  /** Whether it is in a text. */
  public boolean isIn(String input) {
    return pattern.matcher(input).find();
  }

  /** Where it is first in a text, and what its groups are. */
  public Optional<Groups> find(String input) {
    Matcher matcher = pattern.matcher(input);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(groups(matcher));
  }

  /**
   * A text in which something else stands in the place of what is found.
   *
   * @param by what stands there instead
   * @param all wherever it is found, not only where it is first
   */
  public String replace(String input, Function<Groups, String> by, boolean all) {
    Matcher matcher = pattern.matcher(input);
    StringBuilder whole = new StringBuilder();
    int from = 0;
    int copied = 0;
    while (from <= input.length() && matcher.find(from)) {
      whole.append(input, copied, matcher.start()).append(by.apply(groups(matcher)));
      copied = matcher.end();
      // Behind an empty match the search goes on at the next character: it would find it again.
      from = all ? matcher.end() + (matcher.end() == matcher.start() ? 1 : 0) : Integer.MAX_VALUE;
    }
    return whole.append(input, copied, input.length()).toString();
  }

  private static Groups groups(Matcher matcher) {
    List<String> texts = new ArrayList<>(matcher.groupCount() + 1);
    for (int i = 0; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      texts.add(group == null ? "" : group);
    }
    return new Groups(texts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regex that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
