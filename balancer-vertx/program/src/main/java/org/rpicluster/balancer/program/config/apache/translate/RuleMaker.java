package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.RewriteMapSettings;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.translate.ClusterMaker.Made;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteQuery;
import org.rpicluster.balancer.vertx.rewrite.RewriteQuoting;
import org.rpicluster.balancer.vertx.rewrite.RewriteQuoting.What;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.rewrite.RewriteWriting;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Template;

/** Makes a route of the rules of one server. For one thread and one server. */
final class RuleMaker {

  private static final int UNAVAILABLE = 503;

  private static final String KNOWN = "a RewriteMap of txt:, rnd: or int: in the same server";

  private final Fates fates;
  private final ForwardedRoutes.Clusters clusters;
  private final Map<String, RewriteMapSettings> maps;

  /**
   * A maker.
   *
   * @param maps what rules may look up
   */
  RuleMaker(Fates fates, ForwardedRoutes.Clusters clusters, Map<String, RewriteMapSettings> maps) {
    this.fates = fates;
    this.clusters = clusters;
    this.maps = maps;
  }

  /** The route; empty if there are no rules. What they rewrite, and do not pass on, has a file. */
  Optional<RouteSettings> make(Match match, List<RuleLine> lines, RouteSettings file) {
    return make(match, lines, RewriteSection.NONE, Optional.of(file));
  }

  /** The route of a section; empty if there are no rules. */
  Optional<RouteSettings> make(Match match, List<RuleLine> lines, RewriteSection section) {
    return make(match, lines, section, Optional.empty());
  }

  private Optional<RouteSettings> make(
      Match match, List<RuleLine> lines, RewriteSection section, Optional<RouteSettings> changed) {
    List<RewriteRule> rules = new ArrayList<>();
    for (RuleLine line : lines) {
      try {
        rules.add(rule(line));
      } catch (IllegalArgumentException e) {
        fates.stops(line.line(), String.valueOf(e.getMessage()));
      }
    }
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RouteSettings.ToRules(
                match, rules, section, asked(rules), changed, Map.of(), FieldChanges.NONE));
  }

  private Map<String, RewriteMapSettings> asked(List<RewriteRule> rules) {
    Map<String, RewriteMapSettings> asked = new HashMap<>();
    rules.stream().flatMap(RewriteRule::maps).forEach(name -> asked.put(name, maps.get(name)));
    return asked;
  }

  private RewriteRule rule(RuleLine line) {
    RuleFlags flags = line.flags();
    Optional<Made> made = line.balancer().flatMap(clusters::of);
    RewriteThen then = then(line, made);
    boolean writes = !line.to().equals(RuleLine.NOTHING) && !(then instanceof RewriteThen.Refuse);
    String before = made.map(Made::memberPath).orElse("");
    if (made.filter(m -> !m.otherPaths().isEmpty()).isPresent()) {
      fates.stops(line.line(), "members of one balancer have different paths: ProxyPass has them");
    }
    Optional<Template> to =
        writes ? Optional.of(RewriteRule.to(before + line.to())) : Optional.empty();
    RewriteRule rule =
        new RewriteRule(
            line.when(),
            line.pattern(),
            line.isNegated(),
            to,
            then,
            flow(flags),
            writing(flags),
            EffectFlags.of(flags));
    rule.maps().forEach(name -> Check.argument(maps.containsKey(name), "map", name, KNOWN));
    return rule;
  }

  private RewriteThen then(RuleLine line, Optional<Made> made) {
    if (line.balancer().isEmpty()) {
      return line.then();
    }
    if (made.isEmpty()) {
      fates.warning(line.line(), clusters.empty(line.balancer().get()));
      return new RewriteThen.Refuse(UNAVAILABLE);
    }
    Mapping mapping =
        new Mapping(
            line.line(), "/", new Mapping.ToBalancer(line.balancer().get(), ""), line.line());
    return new RewriteThen.Forward(made.get().settings().name(), clusters.rewriting(mapping));
  }

  private static RewriteFlow flow(RuleFlags flags) {
    boolean isLast = flags.has("L") || flags.has("PT");
    int rounds =
        flags.has("N")
            ? ParameterType.number(flags.value("N"))
                .filter(n -> n > 0)
                .map(n -> Math.min(n, RewriteFlow.ROUNDS_MAX))
                .orElse(RewriteFlow.ROUNDS_MAX)
            : 0;
    int skip = flags.has("S") ? ParameterType.number(flags.value("S")).orElse(0) : 0;
    return new RewriteFlow(isLast, rounds, skip, flags.has("C"), flags.has("PT"), flags.has("END"));
  }

  private static RewriteWriting writing(RuleFlags flags) {
    RewriteQuery query =
        flags.has("QSD")
            ? RewriteQuery.DISCARD
            : flags.has("QSA") ? RewriteQuery.APPEND : RewriteQuery.KEEP;
    return new RewriteWriting(
        query, flags.has("QSL"), !flags.has("NE"), quoting(flags), flags.has("DPI"));
  }

  /** {@code [BNP]} and {@code [BNE]} say how, and not whether. */
  private static RewriteQuoting quoting(RuleFlags flags) {
    boolean listed = !flags.value("B").isEmpty();
    What what =
        flags.has("BCTLS") ? What.CONTROLS : flags.has("B") && !listed ? What.ESCAPE : What.KEEP;
    return new RewriteQuoting(what, flags.value("B"), flags.value("BNE"), !flags.has("BNP"));
  }
}
