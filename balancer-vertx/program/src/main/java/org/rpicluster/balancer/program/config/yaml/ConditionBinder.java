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

  private static final String EXPRESSION = "expression";

  private ConditionBinder() {}

  static Optional<RewriteCondition> bind(YamlValue item) {
    return item.map(KEYS).flatMap(map -> bind(item, map));
  }

  private static Optional<RewriteCondition> bind(YamlValue item, YamlMap map) {
    if (map.find(EXPRESSION).isPresent() && map.find(RewriteRows.VALUE.key()).isPresent()) {
      return item.wrong("expression and value", "one of them");
    }
    Optional<Template> value =
        map.find(EXPRESSION).isPresent() ? Optional.of(RewriteCondition.value("")) : value(map);
    Optional<RewriteTest> test = test(item, map);
    boolean not = Rows.alone(map, RewriteRows.CONDITION_NOT, false);
    boolean or = Rows.alone(map, RewriteRows.CONDITION_OR, false);
    return value.flatMap(v -> test.map(t -> new RewriteCondition(v, t, not, or)));
  }

  private static Optional<Template> value(YamlMap map) {
    return map.require(RewriteRows.VALUE.key(), VALUE)
        .flatMap(v -> v.text(VALUE).flatMap(t -> v.made(() -> RewriteCondition.value(t))));
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
      case EXPRESSION ->
          value
              .text("one of Apache's expressions")
              .flatMap(t -> value.made(() -> RewriteTest.Holds.of(t)));
      case "number", "below", "above" ->
          value
              .whole(Integer.MIN_VALUE, Integer.MAX_VALUE)
              .map(n -> new RewriteTest.ComparesNumber(order(key), n));
      default -> Optional.of(compares(key, value, ignoreCase));
    };
  }

  private static RewriteTest compares(String key, YamlValue value, boolean ignoreCase) {
    return new RewriteTest.Compares(order(key), value.asWritten().orElse(""), ignoreCase);
  }

  private static Order order(String key) {
    return switch (key) {
      case "before", "below" -> Order.BEFORE;
      case "behind", "above" -> Order.BEHIND;
      default -> Order.EQUALS;
    };
  }
}
