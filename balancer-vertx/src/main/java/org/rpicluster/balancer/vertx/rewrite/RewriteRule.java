package org.rpicluster.balancer.vertx.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param writing how it writes that
 * @param effects what it leaves with the request for later stages
 */
public record RewriteRule(
    List<RewriteCondition> when,
    Regex pattern,
    boolean isNegated,
    Optional<Template> to,
    RewriteThen then,
    RewriteFlow flow,
    RewriteWriting writing,
    RewriteEffects effects) {

  /** Checks whether its parts go together. */
  public RewriteRule {
    when = List.copyOf(when);
    boolean goesSomewhere =
        then instanceof RewriteThen.RedirectClient || then instanceof RewriteThen.Forward;
    Check.argument(to.isPresent() || !goesSomewhere, "to", "missing", "where the request goes");
  }

  /** One that writes in the usual way, and has no other effects. */
  public RewriteRule(
      List<RewriteCondition> when,
      Regex pattern,
      Optional<Template> to,
      RewriteThen then,
      RewriteFlow flow) {
    this(when, pattern, false, to, then, flow, RewriteWriting.DEFAULT, RewriteEffects.NONE);
  }

  /** The names of the maps that it asks. */
  public Stream<String> maps() {
    Stream<Template> texts = Stream.concat(to.stream(), when.stream().map(RewriteCondition::value));
    return Stream.concat(texts, effects.texts()).flatMap(text -> text.maps().stream());
  }

  /** The cluster that it leads to, if it leads to one. */
  public Stream<String> clusters() {
    return then instanceof RewriteThen.Forward to ? Stream.of(to.cluster()) : Stream.empty();
  }

  /** Reads what {@code to} says. */
  public static Template to(String text) {
    return Template.of("to", text, RewriteVariable::requireName);
  }
}
