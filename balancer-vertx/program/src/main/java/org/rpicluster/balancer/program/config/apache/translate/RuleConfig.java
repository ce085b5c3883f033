package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The configuration of rules at one place, of sections put together one after the other: the rules
 * of the last count, with those before it where {@code RewriteOptions} have them inherited.
 * Immutable. Apache's {@code config_perdir_merge}.
 *
 * @param isOn whether rules are asked; empty if no section says it
 * @param options those of {@code RewriteOptions}, in small letters; empty if no section has some
 * @param base what the last says of {@code RewriteBase}
 * @param rules in the order in which they are asked
 */
record RuleConfig(
    Optional<Boolean> isOn,
    Optional<Set<String>> options,
    Optional<String> base,
    List<RuleLine> rules) {

  /** Where no section says anything. */
  static final RuleConfig NONE =
      new RuleConfig(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  RuleConfig {
    rules = List.copyOf(rules);
  }

  /** With what a section behind it says. */
  RuleConfig with(RuleConfig next) {
    Optional<Set<String>> both = next.options.or(() -> options);
    boolean keepsBase = has(both, "mergebase") && next.base.isEmpty();
    return new RuleConfig(
        next.isOn.or(() -> isOn), both, keepsBase ? base : next.base, rules(next, both));
  }

  private List<RuleLine> rules(RuleConfig next, Optional<Set<String>> both) {
    boolean takes = !has(both, "ignoreinherit");
    boolean isBehind = has(both, "inherit") || takes && has(options, "inheritdown");
    boolean isBefore = has(both, "inheritbefore") || takes && has(options, "inheritdownbefore");
    if (isBehind) {
      return joined(next.rules, rules);
    }
    return isBefore ? joined(rules, next.rules) : next.rules;
  }

  private static List<RuleLine> joined(List<RuleLine> first, List<RuleLine> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  private static boolean has(Optional<Set<String>> options, String word) {
    return options.filter(said -> said.contains(word)).isPresent();
  }
}
