package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldPattern;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.routing.FieldChangeRows;
import org.rpicluster.balancer.vertx.routing.RewritingRows;

/** Binds {@code variables} of a route, for which its changes of fields may ask. Stateless. */
final class VariablesBinder {

  /** What a variable is that is set without a value, as in httpd. */
  static final String VALUE_DEFAULT = "1";

  private static final Keys KEYS = Rows.keys(FieldChangeRows.OF_VARIABLES);
  private static final String EXPECTED =
      "a list of rules, such as {set: bot, of: User-Agent, match: bot, ignoreCase: true}";

  private VariablesBinder() {}

  static List<VariableRule> bind(YamlMap route) {
    List<VariableRule> rules = new ArrayList<>();
    route
        .find(RewritingRows.VARIABLES.key())
        .map(value -> value.list(EXPECTED))
        .orElse(List.of())
        .forEach(item -> item.map(KEYS).flatMap(m -> rule(item, m)).ifPresent(rules::add));
    return rules;
  }

  private static Optional<VariableRule> rule(YamlValue item, YamlMap map) {
    boolean sets = map.find("set").isPresent();
    if (sets == map.find("unset").isPresent()) {
      return item.wrong("one of set, unset");
    }
    Optional<String> name =
        map.require(sets ? "set" : "unset", "a name").flatMap(value -> value.text("a name"));
    Optional<String> value =
        sets
            ? Optional.of(map.find("value").flatMap(YamlValue::asWritten).orElse(VALUE_DEFAULT))
            : Optional.empty();
    List<Condition> when = FieldChangesBinder.conditions(map);
    if (map.find("match").isEmpty() && map.find("of").isEmpty()) {
      return name.flatMap(n -> item.made(() -> new VariableRule(n, value, Optional.empty(), when)));
    }
    Optional<VariableRule.Test> test = test(map);
    return name.filter(n -> test.isPresent())
        .flatMap(n -> item.made(() -> new VariableRule(n, value, test, when)));
  }

  private static Optional<VariableRule.Test> test(YamlMap map) {
    boolean ignoreCase = Rows.alone(map, FieldChangeRows.IGNORE_CASE, false);
    Optional<String> of =
        map.require("of", "a field, Request_URI, Remote_Addr or an earlier variable")
            .flatMap(value -> value.text("a name"));
    Optional<FieldPattern> pattern =
        map.require("match", "a regular expression")
            .flatMap(
                value ->
                    value
                        .text("a regular expression")
                        .flatMap(text -> value.made(() -> FieldPattern.of(text, ignoreCase))));
    return of.flatMap(o -> pattern.map(p -> new VariableRule.Test(o, p)));
  }
}
