package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest.Order;
import org.rpicluster.balancer.vertx.routing.Template;

/** Binds one condition of a rule. Stateless. */
final class ConditionBinder {

  private static final List<String> TESTS = List.of("matches", "equals", "before", "behind", "is");
  private static final Keys KEYS = Keys.of("value", "not", "or", "ignoreCase").and(TESTS);
  private static final String VALUE = "a text such as %{HTTP:Upgrade}";

  private ConditionBinder() {}

  static Optional<RewriteCondition> bind(YamlValue item) {
    return item.map(KEYS).flatMap(map -> bind(item, map));
  }

  private static Optional<RewriteCondition> bind(YamlValue item, YamlMap map) {
    Optional<Template> value =
        map.require("value", VALUE)
            .flatMap(v -> v.text(VALUE).flatMap(t -> v.made(() -> RewriteCondition.value(t))));
    Optional<RewriteTest> test = test(item, map);
    boolean not = RewriteBinder.flag(map, "not", false);
    boolean or = RewriteBinder.flag(map, "or", false);
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
    boolean ignoreCase = RewriteBinder.flag(map, "ignoreCase", false);
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
