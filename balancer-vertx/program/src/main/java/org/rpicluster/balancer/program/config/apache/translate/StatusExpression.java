package org.rpicluster.balancer.program.config.apache.translate;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.probe.StatusSet;

/**
 * The part of a {@code ProxyHCExpr} that asks for a status, as a set of statuses: the expression is
 * tried with each that there is. Stateless.
 */
final class StatusExpression {

  private static final Pattern MATCHES =
      Pattern.compile("%\\{REQUEST_STATUS}\\s*(=~|!~)\\s*(?:m#([^#]*)#|/((?:[^/\\\\]|\\\\.)*)/)");

  private static final Pattern COMPARES =
      Pattern.compile("%\\{REQUEST_STATUS}\\s*(-eq|-ne|-lt|-le|-gt|-ge|==|!=)\\s*'?(\\d{3})'?");

  private static final int FIRST = 200;
  private static final int LAST = 999;

  private StatusExpression() {}

  /** The statuses that are good; empty if it is no such expression, or none is. */
  static Optional<StatusSet> statuses(String expression) {
    return test(expression)
        .map(StatusExpression::ranges)
        .filter(r -> !r.isEmpty())
        .map(StatusSet::parse);
  }

  private static Optional<IntPredicate> test(String expression) {
    Matcher matches = MATCHES.matcher(expression);
    if (matches.matches()) {
      String regex = matches.group(2) == null ? matches.group(3) : matches.group(2);
      return regex(regex, matches.group(1).equals("=~"));
    }
    Matcher compares = COMPARES.matcher(expression);
    return compares.matches()
        ? Optional.of(comparison(compares.group(1), Integer.parseInt(compares.group(2))))
        : Optional.empty();
  }

  private static Optional<IntPredicate> regex(String regex, boolean wanted) {
    try {
      com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(regex);
      return Optional.of(status -> pattern.matcher(Integer.toString(status)).find() == wanted);
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static IntPredicate comparison(String operator, int value) {
    return status ->
        switch (operator) {
          case "-eq", "==" -> status == value;
          case "-ne", "!=" -> status != value;
          case "-lt" -> status < value;
          case "-le" -> status <= value;
          case "-gt" -> status > value;
          default -> status >= value;
        };
  }

  private static List<String> ranges(IntPredicate good) {
    List<String> ranges = new ArrayList<>();
    int from = FIRST;
    while (from <= LAST) {
      int end = from;
      while (end <= LAST && good.test(end)) {
        end++;
      }
      if (end > from) {
        ranges.add(end - 1 == from ? Integer.toString(from) : from + "-" + (end - 1));
      }
      from = end + 1;
    }
    return ranges;
  }
}
