package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest.Order;
import org.rpicluster.balancer.vertx.routing.Template;
import org.rpicluster.balancer.vertx.settings.TableRow;

/** Binds one condition of a rule. Stateless. */
final class ConditionBinder {

  private static final List<String> TESTS = TableRow.keys(RewriteRows.TESTS);
  private static final Keys KEYS = Rows.keys(RewriteRows.CONDITION);
  private static final String VALUE = "a text such as %{HTTP:Upgrade}";

  private ConditionBinder() {}

  static Optional<RewriteCondition> bind(YamlValue item) {
    return item.map(KEYS).flatMap(map -> bind(item, map));
  }

  private static Optional<RewriteCondition> bind(YamlValue item, YamlMap map) {
    Optional<Template> value =
        map.require(RewriteRows.VALUE.key(), VALUE)
            .flatMap(v -> v.text(VALUE).flatMap(t -> v.made(() -> RewriteCondition.value(t))));
    Optional<RewriteTest> test = test(item, map);
    boolean not = Rows.alone(map, RewriteRows.CONDITION_NOT, false);
    boolean or = Rows.alone(map, RewriteRows.CONDITION_OR, false);
    return value.flatMap(v -> test.map(t -> new RewriteCondition(v, t, not, or)));
  }

  private static Optional<RewriteTest> test(YamlValue item, YamlMap map) {
    List<String> said = TESTS.stream().filter(key -> map.find(key).isPresent()).toList();
    if (said.size() != 1) {
      return item.wrong(
          said.isEmpty() ? "no test" : String.join(" and ", said),
          "one of " + String.join(", ", TESTS));
    }
    String key = said.get(0);
    YamlValue value = map.find(key).orElseThrow();
    boolean ignoreCase = Rows.alone(map, RewriteRows.IGNORE_CASE, false);
    return switch (key) {
      case "matches" ->
          value
              .text("a regular expression")
              .flatMap(t -> RewriteBinder.regex(value, key, ignoreCase ? "(?i)" + t : t))
              .map(RewriteTest.Matches::new);
      case "is" -> value.oneOf(RewriteTest.Entry.class).map(RewriteTest.Exists::new);
      default -> Optional.of(compares(key, value, ignoreCase));
    };
  }

  private static RewriteTest compares(String key, YamlValue value, boolean ignoreCase) {
    Order order =
        switch (key) {
          case "before" -> Order.BEFORE;
          case "behind" -> Order.BEHIND;
          default -> Order.EQUALS;
        };
    return new RewriteTest.Compares(order, value.asWritten().orElse(""), ignoreCase);
  }
}
