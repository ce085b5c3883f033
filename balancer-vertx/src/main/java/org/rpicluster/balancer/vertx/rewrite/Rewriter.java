package org.rpicluster.balancer.vertx.rewrite;

import java.util.List;
import java.util.Map;

/**
 * Takes requests through rules, from the first to the last, as often as a rule asks for it. O(rules
 * × length) for a round; a path that grows beyond {@value RewriteState#LENGTH_MAX} characters, or a
 * request that does not come to an end within {@value RewriteFlow#ROUNDS_MAX} rounds, is an error.
 * Immutable; any thread. Apache's {@code apply_rewrite_list}.
 */
public final class Rewriter {

  private final List<RewriteRule> rules;
  private final RewriteSection section;
  private final Map<String, RewriteMap> maps;

  /**
   * With these rules.
   *
   * @param section what they see of a path
   * @param maps what they may look up, by their names
   */
  public Rewriter(List<RewriteRule> rules, RewriteSection section, Map<String, RewriteMap> maps) {
    this.rules = List.copyOf(rules);
    this.section = section.inBytes();
    this.maps = Map.copyOf(maps);
  }

  /** What becomes of a request. */
  public RewriteResult rewrite(RequestFacts facts) {
    RewriteState state = new RewriteState(facts, section, maps);
    int rounds = 0;
    int at = state.isWithoutSlash() ? rules.size() : 0;
    while (at < rules.size() && !state.isOver()) {
      RewriteRule rule = rules.get(at);
      boolean applied = state.apply(rule, at);
      if (!applied) {
        at = behindChain(at);
      } else if (rule.flow().over()) {
        facts.endRules();
        at = rules.size();
      } else if (rule.flow().last()) {
        at = rules.size();
      } else if (rule.flow().rounds() > 0) {
        if (++rounds > rule.flow().rounds()) {
          state.end(new RewriteResult.Refused(500, "The rules for this path come to no end."));
        }
        at = 0;
      } else {
        at += 1 + rule.flow().skip();
      }
    }
    return state.result();
  }

  /** What is chained to a rule that did not apply is left out with it. */
  private int behindChain(int rule) {
    int at = rule;
    while (at < rules.size() && rules.get(at).flow().chained()) {
      at++;
    }
    return at + 1;
  }
}
