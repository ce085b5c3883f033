package org.rpicluster.balancer.vertx.rewrite;

import java.util.Optional;
import org.rpicluster.balancer.vertx.regex.Regex.Groups;
import org.rpicluster.balancer.vertx.routing.Template;

/**
 * A condition of a rule. Immutable. Apache's {@code RewriteCond}.
 *
 * @param value the text that is looked at
 * @param test what is asked of it
 * @param isNegated whether the test must fail
 * @param or whether the next condition will do as well
 */
public record RewriteCondition(Template value, RewriteTest test, boolean isNegated, boolean or) {

  /** Reads what {@code value} says. */
  public static Template value(String text) {
    return Template.of("value", text, RewriteVariable::requireName);
  }

  /** The groups that it found, or none of them; empty if it does not hold. */
  Optional<Groups> holds(String text, RequestFacts facts) {
    Optional<Groups> passed = test.passed(text, facts);
    if (isNegated) {
      return passed.isPresent() ? Optional.empty() : Optional.of(Groups.NONE);
    }
    return passed;
  }
}
