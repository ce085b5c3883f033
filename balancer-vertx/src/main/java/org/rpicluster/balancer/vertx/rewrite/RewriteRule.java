package org.rpicluster.balancer.vertx.rewrite;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.routing.Template;

/**
 * A rule by which requests are rewritten. Immutable. Apache's {@code RewriteRule}.
 *
 * @param when the conditions, in order
 * @param pattern what must be found in the path
 * @param isNegated whether it must not be found
 * @param to what is written in the place of the path, and of the query if it has a {@code ?}; empty
 *     to leave both
 * @param then what it does besides
 * @param flow which rule comes next
 * @param query what becomes of the request's query
 * @param escape whether what it wrote is escaped anew; otherwise it is sent as it is
 */
public record RewriteRule(
    List<RewriteCondition> when,
    Regex pattern,
    boolean isNegated,
    Optional<Template> to,
    RewriteThen then,
    RewriteFlow flow,
    RewriteQuery query,
    boolean escape) {

  /** Checks whether its parts go together. */
  public RewriteRule {
    when = List.copyOf(when);
    boolean goesSomewhere =
        then instanceof RewriteThen.RedirectClient || then instanceof RewriteThen.Forward;
    Check.argument(to.isPresent() || !goesSomewhere, "to", "missing", "where the request goes");
  }

  /** Reads what {@code to} says. */
  public static Template to(String text) {
    return Template.of("to", text, RewriteVariable::requireName);
  }
}
