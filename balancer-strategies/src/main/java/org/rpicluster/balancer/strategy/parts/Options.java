package org.rpicluster.balancer.strategy.parts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * Reads a strategy's options from text, with errors that name the option. Stateless; any thread.
 */
public final class Options {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final String A_DURATION = "a duration such as 500ms, 10s, 5m";

  private Options() {}

  /** Refuses every option that is not among {@code known}. */
  public static void requireKnown(Map<String, String> options, String... known) {
    List<String> names = List.of(known);
    options.forEach(
        (name, value) ->
            Check.argument(names.contains(name), "option", name, String.join(", ", names)));
  }

  /** A duration above zero, as configurations write it. */
  public static Duration duration(String name, String value) {
    Matcher matcher = DURATION.matcher(value);
    Check.argument(matcher.matches(), name, value, A_DURATION);
    long amount = Long.parseLong(matcher.group(1));
    Check.argument(amount > 0, name, value, "more than 0");
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** A decimal number. */
  public static double decimal(String name, String value, String expected) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(Check.message(name, value, expected), e);
    }
  }
}
