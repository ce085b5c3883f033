package org.rpicluster.balancer.vertx.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.header.Condition;

/**
 * Requests for which one of Apache's expressions holds. What is only known later than access is
 * decided, or only where fields are changed, it may not ask for: variables, and the answer. Costs
 * what the expression asks for. Immutable. Apache's {@code Require expr} and {@code <If>}.
 *
 * @param expression as it is written
 * @param condition the same, parsed
 */
public record FactsHold(String expression, Condition condition) implements Requirement {

  /** As a function, and behind {@code %{}. */
  private static final Pattern LATER =
      Pattern.compile("(?i)\\b(req)?env\\s*[(:]|\\bresp\\s*[(:]|\\bREQUEST_STATUS\\b");

  /** One of an expression, without {@code expr=} before it. */
  public static FactsHold of(String expression) {
    boolean known = !LATER.matcher(expression).find();
    Check.argument(
        known,
        "expression",
        expression,
        "one without variables and the answer: access comes first");
    return new FactsHold(expression, Condition.of("expr=" + expression));
  }

  @Override
  public Ruling of(Asked asked) {
    return Requirement.when(condition.holds(asked.facts()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FactsHold that && expression.equals(that.expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }
}
