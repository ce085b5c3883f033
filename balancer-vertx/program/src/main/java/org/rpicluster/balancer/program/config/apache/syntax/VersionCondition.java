package org.rpicluster.balancer.program.config.apache.syntax;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * {@code <IfVersion>}: a comparison with the version of httpd that this program stands for, number
 * by number, or a regular expression. Stateless. Apache's {@code mod_version}.
 */
final class VersionCondition {

  /** The version whose behaviour was measured. */
  static final String VERSION = "2.4.71";

  private static final int DIGITS_MAX = 6;
  private static final int EXPRESSION_MAX = 200;

  private VersionCondition() {}

  /** Whether it holds; empty if it is no such condition. */
  static Optional<Boolean> holds(List<String> arguments) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      return Optional.empty();
    }
    String first = arguments.size() == 2 ? arguments.get(0) : "=";
    boolean negated = first.startsWith("!");
    String operator = negated ? first.substring(1) : first;
    String value = arguments.get(arguments.size() - 1);
    return compared(operator, value).map(holds -> holds != negated);
  }

  private static Optional<Boolean> compared(String operator, String value) {
    boolean delimited = value.length() > 1 && value.startsWith("/") && value.endsWith("/");
    if (operator.equals("~") || operator.equals("=") && delimited) {
      return matches(delimited ? value.substring(1, value.length() - 1) : value);
    }
    return difference(value)
        .flatMap(
            sign ->
                switch (operator) {
                  case "=", "==" -> Optional.of(sign == 0);
                  case ">" -> Optional.of(sign > 0);
                  case "<" -> Optional.of(sign < 0);
                  case ">=" -> Optional.of(sign >= 0);
                  case "<=" -> Optional.of(sign <= 0);
                  default -> Optional.empty();
                });
  }

  private static Optional<Boolean> matches(String expression) {
    try {
      boolean small = expression.length() <= EXPRESSION_MAX;
      return small
          ? Optional.of(Pattern.compile(expression).matcher(VERSION).find())
          : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** The sign of this version minus that one, as far as that one is written. */
  private static Optional<Integer> difference(String value) {
    String[] numbers = value.split("\\.", -1);
    String[] own = VERSION.split("\\.");
    if (numbers.length > own.length) {
      return Optional.empty();
    }
    for (int i = 0; i < numbers.length; i++) {
      String number = numbers[i];
      if (number.isEmpty()
          || number.length() > DIGITS_MAX
          || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.empty();
      }
      int sign = Integer.compare(Integer.parseInt(own[i]), Integer.parseInt(number));
      if (sign != 0) {
        return Optional.of(sign);
      }
    }
    return Optional.of(0);
  }
}
