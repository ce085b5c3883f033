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
public record ExpressionHolds(String expression, Condition condition) implements Requirement {

  /** As a function, and behind {@code %{}. */
  private static final Pattern LATER =
      Pattern.compile("(?i)\\b(req)?env\\s*[(:]|\\bresp\\s*[(:]|\\bREQUEST_STATUS\\b");

  /** One of an expression, without {@code expr=} before it. */
  public static ExpressionHolds of(String expression) {
    boolean known = !LATER.matcher(expression).find();
    Check.argument(
        known,
        "expression",
        expression,
        "one without variables and the answer: access comes first");
    return new ExpressionHolds(expression, Condition.of("expr=" + expression));
  }

  @Override
  public AccessDecision of(GuardedRequest asked) {
    return Requirement.when(condition.holds(asked.facts()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExpressionHolds that && expression.equals(that.expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }
}
