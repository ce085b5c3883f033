package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.RuleVariants.Variant;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * The routes of rules in sections, each before the route whose requests it has: for those who may
 * come there, as in httpd, where rules of sections are asked last of all. For one thread and one
 * server. Apache's {@code hook_fixup}.
 */
final class RuledSections {

  private static final String ELSEWHERE =
      "where users are asked for, a rule that leads elsewhere is not carried out: write it outside";

  private static final String FORBIDDEN =
      "without FollowSymLinks in Options rules of sections are forbidden: every request gets 403";

  private static final String DOUBTFUL =
      "where it holds, httpd refuses what rules of sections count for: say FollowSymLinks";

  private static final String TOO_MANY =
      "at most "
          + RuleVariants.MAX
          + " sections that go by an expression may have rules for one path: write them outside";

  private final SectionRules rules;
  private final RuleOptions options;
  private final RuleMaker maker;
  private final Fates fates;

  RuledSections(SectionRules rules, RuleOptions options, RuleMaker maker, Fates fates) {
    this.rules = rules;
    this.options = options;
    this.maker = maker;
    this.fates = fates;
  }

  /**
   * The routes before that of a place.
   *
   * @param match which requests that has
   * @param allowed who may come to a path
   */
  List<RouteSettings> before(Match match, RulePlace place, Function<String, Requirement> allowed) {
    List<RouteSettings> routes = new ArrayList<>();
    List<String> points = place.points(rules);
    for (String point : points) {
      RuleVariants variants = rules.at(place, point);
      variants.tooMany().ifPresent(section -> fates.stops(section.section(), TOO_MANY));
      for (Variant variant :
          variants.tooMany().isPresent() ? List.<Variant>of() : variants.cases()) {
        if (variant.hasRules()) {
          route(match, place, point, points, variant, allowed.apply(point)).ifPresent(routes::add);
        }
      }
    }
    return routes;
  }

  private Optional<RouteSettings> route(
      Match match,
      RulePlace place,
      String point,
      List<String> points,
      Variant variant,
      Requirement allowed) {
    List<RuleLine> lines = variant.config().rules();
    RuledSection from = variant.from().orElseThrow();
    if (allowed.equals(Requirement.NOTHING)) {
      return Optional.empty(); // no request comes as far as that
    }
    String folder = place.folder(point);
    options.doubt(folder, point).ifPresent(line -> fates.stops(line, DOUBTFUL));
    if (options.areForbidden(folder) && !variant.guards().isEmpty()) {
      fates.stops(from.section(), DOUBTFUL);
    } else if (options.areForbidden(folder)) {
      fates.warning(from.section(), FORBIDDEN);
      return match(match, place, point, points, from.section())
          .map(each -> RouteSettings.ToResponse.own(each, 403).guarded(allowed));
    }
    Optional<RuleLine> elsewhere = lines.stream().filter(RuleLine::isElsewhere).findFirst();
    if (elsewhere.isPresent() && allowed.logins().findAny().isPresent()) {
      fates.stops(elsewhere.get().line(), ELSEWHERE);
      return Optional.empty();
    }
    List<RuleLine> guarded = lines.stream().map(line -> line.after(variant.guards())).toList();
    return match(match, place, point, points, from.section())
        .flatMap(m -> made(m, guarded, place, from, variant.config().base().orElse("")))
        .map(route -> route.guarded(allowed));
  }

  private Optional<RouteSettings> made(
      Match match, List<RuleLine> lines, RulePlace place, RuledSection from, String base) {
    try {
      return maker.make(match, lines, place.section(from, base));
    } catch (IllegalArgumentException e) {
      fates.stops(from.section(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The point and all below it, but for points of their own. */
  private Optional<Match> match(
      Match match, RulePlace place, String point, List<String> points, Directive section) {
    try {
      String path = point.equals(place.path()) ? match.path() : UrlPath.prefix(point);
      List<String> except =
          points.stream()
              .filter(other -> !other.equals(point) && UrlPath.isWithin(point, other))
              .map(UrlPath::prefix)
              .toList();
      return Optional.of(match.path(path, except));
    } catch (IllegalArgumentException e) {
      fates.stops(section, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What an expression forwards has no name that is known here. */
  void stopAt(Directive line) {
    rules
        .anyOfForwarded()
        .ifPresent(
            ruled ->
                fates.stops(line, "rules in " + shown(ruled) + " are not asked for what it has"));
  }

  /**
   * What goes on as rules of the server say does not come to those of sections.
   *
   * @param places what rules of sections would see of a path
   */
  void stopWhere(List<RuleLine> ofServer, Function<String, Optional<RulePlace>> places) {
    List<String> asked = new ArrayList<>();
    boolean again = ofServer.stream().anyMatch(rule -> rule.flags().has("N"));
    ofServer.stream()
        .filter(rule -> again && rule.isElsewhere())
        .forEach(r -> asked.add(r.start()));
    for (RuleLine rule : ofServer) {
      asked.add(rule.start());
      boolean goesOn = rule.isElsewhere();
      if (goesOn && !rule.flags().has("PT") || rule.balancer().isPresent()) {
        missed(asked, rule, places).ifPresent(ruled -> stop(rule.line(), ruled));
      }
      if (!goesOn) {
        asked.remove(asked.size() - 1);
      }
    }
  }

  private Optional<RuledSection> missed(
      List<String> asked, RuleLine rule, Function<String, Optional<RulePlace>> places) {
    String to = rule.toStart();
    Optional<RulePlace> place = rule.isElsewhere() ? places.apply(to) : Optional.empty();
    return rules.inOrder().stream()
        .filter(RuledSection::hasRules)
        .filter(
            ruled ->
                ruled.isFolder()
                    ? place.filter(p -> p.mayReach(ruled, to)).isPresent()
                    : !ruled.isPlain()
                        || asked.stream().anyMatch(start -> RulePlace.mayBe(ruled.path(), start)))
        .findFirst();
  }

  private void stop(Directive line, RuledSection ruled) {
    fates.stops(line, "rules in " + shown(ruled) + " are not asked for what it rewrites");
  }

  /** A manager is no file that rules could lead away from. */
  void stopAtManager(Directive line, RulePlace place) {
    if (place.points(rules).stream().anyMatch(point -> hasRules(place, point))) {
      fates.stops(line, "rules in sections are not asked for the manager: write them outside");
    }
  }

  private boolean hasRules(RulePlace place, String point) {
    RuleVariants variants = rules.at(place, point);
    return variants.tooMany().isPresent() || variants.cases().stream().anyMatch(Variant::hasRules);
  }

  private static String shown(RuledSection ruled) {
    return ruled.section().shown() + " " + ruled.section().text();
  }
}
