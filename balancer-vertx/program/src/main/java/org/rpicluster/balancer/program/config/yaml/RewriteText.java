package org.rpicluster.balancer.program.config.yaml;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.rewrite.RewriteWriting;

/** Writes one rule; the other side of {@link RewriteBinder}. Stateless. */
final class RewriteText {

  static final Map<RewriteTest.Order, String> NUMBERS =
      Map.of(
          RewriteTest.Order.EQUALS, "number",
          RewriteTest.Order.BEFORE, "below",
          RewriteTest.Order.BEHIND, "above");

  private RewriteText() {}

  static Map<String, Object> of(RewriteRule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!rule.when().isEmpty()) {
      map.put("when", rule.when().stream().map(RewriteText::condition).toList());
    }
    if (!rule.pattern().toString().isEmpty()) {
      map.put("pattern", rule.pattern().toString());
    }
    ConfigurationText.flag(map, "not", rule.isNegated(), false);
    rule.to().ifPresent(to -> map.put("to", to.toString()));
    then(map, rule.then());
    map.putAll(Rows.said(RewriteRows.FLOW, rule.flow(), RewriteFlow.NEXT));
    map.putAll(Rows.said(RewriteRows.WRITING, rule.writing(), RewriteWriting.DEFAULT));
    EffectsBinder.write(map, rule.effects());
    return map;
  }

  private static void then(Map<String, Object> map, RewriteThen then) {
    if (then instanceof RewriteThen.Forward to) {
      map.put("cluster", to.cluster());
      RouteText.rewriting(map, to.rewriting());
      FieldChangesText.write(map, to.rewriting().toMember(), to.rewriting().toClient());
    } else if (then instanceof RewriteThen.RedirectClient to) {
      map.put("redirect", ConfigurationText.number(to.status()));
    } else if (then instanceof RewriteThen.Refuse refuse) {
      map.put("respond", ConfigurationText.number(refuse.status()));
    }
  }

  private static Map<String, Object> condition(RewriteCondition condition) {
    if (condition.test() instanceof RewriteTest.Holds test) {
      return negated(ConfigurationText.ordered("expression", test.expression()), condition);
    }
    Map<String, Object> map = ConfigurationText.ordered("value", condition.value().toString());
    if (condition.test() instanceof RewriteTest.Matches test) {
      map.put("matches", test.regex().toString());
    } else if (condition.test() instanceof RewriteTest.Exists test) {
      map.put("is", word(test.entry()));
    } else if (condition.test() instanceof RewriteTest.Compares test) {
      map.put(word(test.order()), test.other());
      ConfigurationText.flag(map, "ignoreCase", test.ignoresCase(), false);
    } else if (condition.test() instanceof RewriteTest.ComparesNumber test) {
      map.put(NUMBERS.get(test.order()), new Bare(Long.toString(test.other())));
    }
    return negated(map, condition);
  }

  private static Map<String, Object> negated(Map<String, Object> map, RewriteCondition condition) {
    ConfigurationText.flag(map, "not", condition.isNegated(), false);
    ConfigurationText.flag(map, "or", condition.or(), false);
    return map;
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
