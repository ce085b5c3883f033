package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteQuery;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.routing.Template;

/** Binds {@code rewrite} of a route: a list of rules. Stateless. */
final class RewriteBinder {

  private static final String RULES = "a list of rules";
  private static final String TO = "a path, a URL, or a text with $1, %1 or %{NAME}";

  private static final Keys KEYS =
      Keys.of("pattern", "not", "when", "to", "redirect", "respond", "cluster")
          .and(
              List.of(
                  "preserveHost",
                  "reverse",
                  "site",
                  "compress",
                  "requestHeaders",
                  "responseHeaders",
                  "variables"))
          .and(List.of("last", "rounds", "skip", "chained", "pass", "query", "escape"));

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
        map.find("pattern")
            .map(v -> v.text("a regular expression").flatMap(t -> regex(v, "pattern", t)))
            .orElseGet(() -> Optional.of(Regex.of("pattern", "")));
    Optional<YamlValue> said = map.find("to");
    Optional<Template> to =
        said.flatMap(v -> v.text(TO).flatMap(t -> v.made(() -> RewriteRule.to(t))));
    List<YamlValue> when = map.find("when").map(v -> v.list("a list")).orElse(List.of());
    List<RewriteCondition> conditions =
        when.stream().flatMap(each -> ConditionBinder.bind(each).stream()).toList();
    Optional<RewriteThen> then = then(map, clusters);
    Optional<RewriteFlow> flow = item.made(() -> flow(map));
    boolean isRead =
        pattern.isPresent()
            && then.isPresent()
            && flow.isPresent()
            && said.isPresent() == to.isPresent()
            && conditions.size() == when.size();
    return isRead
        ? item.made(
            () ->
                new RewriteRule(
                    conditions,
                    pattern.get(),
                    flag(map, "not", false),
                    to,
                    then.get(),
                    flow.get(),
                    query(map),
                    flag(map, "escape", true)))
        : Optional.empty();
  }

  static Optional<Regex> regex(YamlValue value, String name, String text) {
    return value.made(() -> Regex.of(name, text));
  }

  private static Optional<RewriteThen> then(YamlMap map, Set<String> clusters) {
    Optional<YamlValue> redirect = map.find("redirect");
    Optional<YamlValue> respond = map.find("respond");
    Optional<YamlValue> cluster = map.find("cluster");
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

  private static RewriteFlow flow(YamlMap map) {
    return new RewriteFlow(
        flag(map, "last", false),
        number(map, "rounds"),
        number(map, "skip"),
        flag(map, "chained", false),
        flag(map, "pass", false));
  }

  private static RewriteQuery query(YamlMap map) {
    return map.find("query").flatMap(v -> v.oneOf(RewriteQuery.class)).orElse(RewriteQuery.KEEP);
  }

  private static int number(YamlMap map, String key) {
    return map.find(key).flatMap(v -> v.whole(1, Integer.MAX_VALUE)).orElse(0);
  }

  static boolean flag(YamlMap map, String key, boolean unless) {
    return map.find(key).flatMap(YamlValue::flag).orElse(unless);
  }
}
