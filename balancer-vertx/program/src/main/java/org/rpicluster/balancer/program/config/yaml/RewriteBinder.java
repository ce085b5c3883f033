package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteEffects;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.rewrite.RewriteWriting;
import org.rpicluster.balancer.vertx.routing.Template;

/** Binds {@code rewrite} of a route: a list of rules. Stateless. */
final class RewriteBinder {

  private static final String RULES = "a list of rules";
  private static final String TO = "a path, a URL, or a text with $1, %1 or %{NAME}";

  private static final Keys KEYS = Rows.keys(RewriteRows.KEYS);

  private RewriteBinder() {}

  /** The rules; none if one of them is wrong. */
  static List<RewriteRule> bind(YamlValue value, Set<String> clusters) {
    List<YamlValue> items = value.list(RULES);
    List<RewriteRule> rules = new ArrayList<>();
    items.forEach(
        item -> item.map(KEYS).flatMap(map -> rule(item, map, clusters)).ifPresent(rules::add));
    return rules.size() == items.size() ? rules : List.of();
  }

  private static Optional<RewriteRule> rule(YamlValue item, YamlMap map, Set<String> clusters) {
    Optional<Regex> pattern =
        map.find(RewriteRows.PATTERN.key())
            .map(v -> v.text("a regular expression").flatMap(t -> regex(v, "pattern", t)))
            .orElseGet(() -> Optional.of(Regex.of("pattern", "")));
    Optional<YamlValue> said = map.find(RewriteRows.TO.key());
    Optional<Template> to =
        said.flatMap(v -> v.text(TO).flatMap(t -> v.made(() -> RewriteRule.to(t))));
    List<YamlValue> when =
        map.find(RewriteRows.WHEN.key()).map(v -> v.list("a list")).orElse(List.of());
    List<RewriteCondition> conditions =
        when.stream().flatMap(each -> ConditionBinder.bind(each).stream()).toList();
    Optional<RewriteThen> then = then(map, clusters);
    RewriteFlow flow = Rows.bind(map, RewriteRows.FLOW, RewriteFlow.NEXT);
    RewriteWriting writing = Rows.bind(map, RewriteRows.WRITING, RewriteWriting.DEFAULT);
    Optional<RewriteEffects> effects = EffectsBinder.bind(item, map);
    boolean isRead =
        pattern.isPresent()
            && effects.isPresent()
            && then.isPresent()
            && said.isPresent() == to.isPresent()
            && conditions.size() == when.size();
    return isRead
        ? item.made(
            () ->
                new RewriteRule(
                    conditions,
                    pattern.get(),
                    Rows.alone(map, RewriteRows.NOT, false),
                    to,
                    then.get(),
                    flow,
                    writing,
                    effects.get()))
        : Optional.empty();
  }

  static Optional<Regex> regex(YamlValue value, String name, String text) {
    return value.made(() -> Regex.of(name, text));
  }

  private static Optional<RewriteThen> then(YamlMap map, Set<String> clusters) {
    Optional<YamlValue> redirect = map.find(RewriteRows.REDIRECT.key());
    Optional<YamlValue> respond = map.find(RewriteRows.RESPOND.key());
    Optional<YamlValue> cluster = map.find(RewriteRows.CLUSTER.key());
    if (redirect.isPresent()) {
      return redirect
          .get()
          .whole(301, 308)
          .flatMap(status -> redirect.get().made(() -> new RewriteThen.RedirectClient(status)));
    }
    if (respond.isPresent()) {
      return respond.get().whole(400, 599).map(RewriteThen.Refuse::new);
    }
    if (cluster.isPresent()) {
      String known = String.join(", ", clusters);
      return cluster
          .get()
          .text(known)
          .flatMap(n -> clusters.contains(n) ? Optional.of(n) : cluster.get().wrong(known))
          .map(name -> new RewriteThen.Forward(name, RewritingBinder.ofRule(map)));
    }
    return Optional.of(new RewriteThen.GoOn());
  }
}
