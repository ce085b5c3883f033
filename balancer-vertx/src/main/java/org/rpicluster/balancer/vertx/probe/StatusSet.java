package org.rpicluster.balancer.vertx.probe;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rpicluster.balancer.check.Check;

/**
 * A set of statuses, as people write it: {@code 200}, {@code 200-399}, {@code 2xx}, or several of
 * those. Immutable.
 */
public final class StatusSet {

  /** What an error message says was expected. */
  public static final String EXPECTED = "statuses such as 200, 200-399, 2xx; 200 to 999";

  private static final Pattern FORM = Pattern.compile("([2-9]\\d\\d)(?:-([2-9]\\d\\d))?|([2-9])xx");

  /** What {@code mod_proxy_hcheck} takes for a good answer, and most others do. */
  public static final StatusSet GOOD = parse(List.of("200-399"));

  private final List<String> texts;
  private final BitSet set;

  private StatusSet(List<String> texts, BitSet set) {
    this.texts = texts;
    this.set = set;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if a text is none
   */
  public static StatusSet parse(List<String> texts) {
    BitSet set = new BitSet();
    for (String text : texts) {
      Matcher matcher = FORM.matcher(text);
      Check.argument(matcher.matches(), "expect", text, EXPECTED);
      if (matcher.group(3) != null) {
        int first = 100 * Integer.parseInt(matcher.group(3));
        set.set(first, first + 100);
      } else {
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        Check.argument(first <= last, "expect", text, "the lower status first");
        set.set(first, last + 1);
      }
    }
    return new StatusSet(List.copyOf(texts), set);
  }

  /**
   * Checks a text, and gives it back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String require(String text) {
    parse(List.of(text));
    return text;
  }

  /** Whether a status is one of them. */
  public boolean contains(int status) {
    return set.get(status);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatusSet statuses && set.equals(statuses.set);
  }

  @Override
  public int hashCode() {
    return set.hashCode();
  }

  /** As they were written. */
  @Override
  public String toString() {
    return texts.stream().collect(Collectors.joining(", "));
  }
}
