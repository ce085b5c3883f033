package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.RuledSection.Walk;
import org.rpicluster.balancer.vertx.header.Condition;

/**
 * The rules in sections of a server and of the main server: {@code <Directory>}, shorter folders
 * first; {@code <Proxy>}; {@code <Location>} and {@code <LocationMatch>}; {@code <If>}. For one
 * thread and one server. Apache's {@code ap_directory_walk} and its kind.
 */
final class SectionRules {

  /** What the rules of a section may not hang on: it is set, or known, later. */
  private static final String LATER = "(?i).*\\b((req)?env|resp)\\s*[(:].*";

  private final Fates fates;
  private final List<RuledSection> sections = new ArrayList<>();
  private final List<RuledSection> within = new ArrayList<>();

  /** What the servers say, where sections do not. */
  private RuleConfig server = RuleConfig.NONE;

  private final boolean hasEngine;

  /**
   * Those of a server, with the main server's.
   *
   * @param servers if one of them may have rules asked, they are read in all sections
   */
  SectionRules(List<Server> servers, Fates fates) {
    this.fates = fates;
    hasEngine = servers.stream().anyMatch(each -> hasEngine(each.directives()));
  }

  /** What makes the rules of one section, whose lines are read one after the other. */
  interface Reader {

    /** Rules of a section. */
    RewriteLines of(Directive section, boolean isOn);
  }

  /** Reads the sections of a server. */
  void read(Server lines, Reader reader) {
    server = server.with(ofServer(lines));
    for (Directive section : lines.directives()) {
      if (isOne(section)) {
        walk(section).ifPresent(walk -> add(section, walk, reader));
        SectionCondition.ofLocation(section)
            .ifPresent(a -> conditions(section.children(), a.stream().toList(), within, reader));
      }
    }
    conditions(lines.directives(), List.of(), sections, reader);
  }

  private static RuleConfig ofServer(Server lines) {
    Optional<Boolean> isOn = lines.last("rewriteengine").map(line -> isOn(line.argument(0)));
    return new RuleConfig(isOn, options(lines.all("rewriteoptions")), Optional.empty(), List.of());
  }

  /** Whether rules in a section are carried out, or those of conditions in it. */
  static boolean isOne(Directive section) {
    return walk(section).isPresent();
  }

  private static Optional<Walk> walk(Directive section) {
    String path = section.argument(0);
    boolean isPlain = path.startsWith("/") && !UrlPath.isPattern(path);
    return switch (section.key()) {
      case "<directory" -> isPlain ? Optional.of(Walk.FOLDER) : Optional.empty();
      case "<proxy" ->
          path.equals("*") || !path.isEmpty() && !UrlPath.isPattern(path)
              ? Optional.of(Walk.PROXY)
              : Optional.empty();
      case "<location", "<locationmatch" ->
          isPlain && section.is("<location") || when(section).isPresent()
              ? Optional.of(Walk.LOCATION)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** What a section goes by that is no plain path. */
  private static Optional<Condition> when(Directive section) {
    return section.arguments().isEmpty()
        ? Optional.empty()
        : SectionCondition.ofLocation(section).flatMap(condition -> condition);
  }

  private static boolean isRule(Directive line) {
    return line.key().startsWith("rewrite");
  }

  private void conditions(
      List<Directive> lines, List<Condition> around, List<RuledSection> to, Reader reader) {
    for (ConditionChain.Link link : ConditionChain.of(lines, around)) {
      if (link.section().children().stream().anyMatch(SectionRules::isRule)) {
        String when = expression(link.when());
        if (when.matches(LATER)) {
          fates.stops(link.section(), "rules cannot hang on variables or the answer here");
        }
        to.add(ruled(link.section(), Walk.CONDITION, "/", when, reader));
      }
    }
  }

  private static String expression(List<Condition> conditions) {
    return conditions.stream()
        .map(condition -> "(" + condition.text().substring("expr=".length()) + ")")
        .reduce((a, b) -> a + " && " + b)
        .orElse("");
  }

  private void add(Directive section, Walk walk, Reader reader) {
    if (section.children().stream().noneMatch(SectionRules::isRule)) {
      return;
    }
    String path = section.argument(0);
    boolean isPlain = path.startsWith("/") && !UrlPath.isPattern(path);
    boolean isExpression = walk == Walk.LOCATION && (!section.is("<location") || !isPlain);
    boolean isLong = walk == Walk.FOLDER && path.length() > 1 && path.endsWith("/");
    String shown = isLong ? path.substring(0, path.length() - 1) : path;
    String when = isExpression ? expression(when(section).stream().toList()) : "";
    sections.add(ruled(section, walk, isExpression ? "/" : shown, when, reader));
  }

  private RuledSection ruled(
      Directive section, Walk walk, String path, String when, Reader reader) {
    Optional<Boolean> own =
        lines(section, "rewriteengine").stream()
            .reduce((a, b) -> b)
            .map(line -> isOn(line.argument(0)));
    boolean isOn = own.orElse(hasEngine);
    RewriteLines rules = reader.of(section, isOn);
    Optional<String> base = Optional.empty();
    for (Directive line : section.children()) {
      rules.read(line);
      if (line.is("rewritebase")) {
        base = base(line);
      }
    }
    Optional<Set<String>> options = options(lines(section, "rewriteoptions"));
    return new RuledSection(
        section, walk, path, when, new RuleConfig(own, options, base, rules.own()));
  }

  private static List<Directive> lines(Directive section, String key) {
    return section.children().stream().filter(line -> line.is(key)).toList();
  }

  private static Optional<Set<String>> options(List<Directive> lines) {
    Set<String> options = new HashSet<>();
    for (Directive line : lines) {
      line.arguments().forEach(word -> options.add(word.toLowerCase(Locale.ROOT)));
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(options);
  }

  private static boolean hasEngine(List<Directive> lines) {
    return lines.stream()
        .anyMatch(
            line ->
                line.is("rewriteengine") && isOn(line.argument(0)) || hasEngine(line.children()));
  }

  private static boolean isOn(String word) {
    return word.equalsIgnoreCase("on");
  }

  private Optional<String> base(Directive line) {
    if (line.argument(0).startsWith("/")) {
      fates.translated(line);
      return Optional.of(line.argument(0));
    }
    fates.wrong(line, "RewriteBase", line.argument(0), "a path that begins with /");
    return Optional.empty();
  }

  /** Those that may count, in the order in which they are put together. */
  List<RuledSection> inOrder() {
    List<RuledSection> order = new ArrayList<>(sections);
    order.addAll(within);
    order.sort(
        Comparator.comparing(RuledSection::walk)
            .thenComparingInt(section -> section.isFolder() ? section.path().length() : 0));
    return order;
  }

  /** What counts at a path. */
  RuleVariants at(RulePlace place, String path) {
    return new RuleVariants(server, inOrder(), place, path);
  }

  /** A section whose rules may be asked for what is forwarded; empty if there is none. */
  Optional<RuledSection> anyOfForwarded() {
    return inOrder().stream().filter(each -> !each.isFolder() && each.hasRules()).findFirst();
  }
}
