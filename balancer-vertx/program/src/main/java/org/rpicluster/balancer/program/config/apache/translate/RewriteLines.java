package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;

/**
 * The rules of a server, outside of sections: read in the order of the file, and asked before all
 * else. Those of the main server are asked in a virtual host only where that says so. For one
 * thread and one server. Apache's {@code mod_rewrite}.
 */
final class RewriteLines {

  private static final Map<String, Integer> WORDS =
      Map.of("permanent", 301, "temp", 302, "seeother", 303);

  private static final String EXPECTED = "an expression, and what is written instead";

  private final Fates fates;
  private final Balancers balancers;
  private final ConditionLine conditions;
  private final RewriteMaps maps;
  private final boolean isOn;
  private final List<RuleLine> rules = new ArrayList<>();
  private List<RewriteCondition> pending = new ArrayList<>();
  private boolean isIncomplete;
  private final Set<String> options;
  private final Set<String> above;

  /**
   * Those of a server.
   *
   * @param maps what they may look up
   */
  RewriteLines(Server main, Server server, Fates fates, Balancers balancers, RewriteMaps maps) {
    this.fates = fates;
    this.balancers = balancers;
    this.maps = maps;
    String root = Folders.rootOf(main, server);
    conditions = new ConditionLine(fates, root, maps, AccessVariables.namesIn(main, server));
    isOn =
        server
            .last("rewriteengine")
            .or(() -> main.last("rewriteengine"))
            .filter(line -> line.argument(0).equalsIgnoreCase("on"))
            .isPresent();
    above = options(main);
    options = server.all("rewriteoptions").isEmpty() ? above : options(server);
  }

  /**
   * Those of a section.
   *
   * @param around those of its server, which are not asked with them
   */
  RewriteLines(RewriteLines around, boolean isOn) {
    fates = around.fates;
    balancers = around.balancers;
    maps = around.maps;
    conditions = around.conditions;
    this.isOn = isOn;
    above = Set.of();
    options = Set.of();
  }

  private static Set<String> options(Server server) {
    return server.all("rewriteoptions").stream()
        .flatMap(line -> line.arguments().stream())
        .map(option -> option.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private boolean inherits() {
    boolean down = above.contains("inheritdown") && !options.contains("ignoreinherit");
    return options.contains("inherit") || down;
  }

  private boolean inheritsBefore() {
    boolean down = above.contains("inheritdownbefore") && !options.contains("ignoreinherit");
    return !inherits() && (options.contains("inheritbefore") || down);
  }

  /** Reads one line of a server. */
  void read(Directive line) {
    switch (line.key()) {
      case "rewriteengine" -> fates.translated(line);
      case "rewriteoptions" -> sayOf(line);
      case "rewritemap" -> RewriteMaps.sayOf(line, fates);
      case "rewritecond", "rewriterule" -> {
        if (!isOn) {
          fates.idle(line, "RewriteEngine is not On");
        } else if (line.is("rewritecond")) {
          Optional<RewriteCondition> condition = conditions.read(line);
          condition.ifPresent(pending::add);
          isIncomplete |= condition.isEmpty();
        } else {
          rule(line);
        }
      }
      default -> {}
    }
  }

  private void sayOf(Directive line) {
    if (isOn) {
      fates.translated(line);
    } else {
      fates.needsYou(line, "without RewriteEngine On it says nothing: write that, or leave it out");
    }
  }

  private void rule(Directive line) {
    List<RewriteCondition> when = pending;
    boolean lacks = isIncomplete;
    pending = new ArrayList<>();
    isIncomplete = false;
    List<String> words = RuleWords.of(line.text());
    if (words.size() < 2) {
      fates.wrong(line, "RewriteRule", line.text(), EXPECTED);
      return;
    }
    Optional<RuleFlags> flags = RuleFlags.ofRule(line, words.size() > 2 ? words.get(2) : "", fates);
    if (flags.isEmpty()) {
      return;
    }
    Optional<String> missing = flags.get().missing();
    if (missing.isPresent() || lacks) {
      fates.stops(
          line,
          missing
              .map(flag -> "a rule chooses no handler here: [" + flag + "] is to be left out")
              .orElse("a condition before it is not carried out"));
      return;
    }
    fates.translated(line);
    flags
        .get()
        .idle()
        .ifPresent(
            flag -> fates.needsYou(line, "the flag " + flag + " has no effect: files have types"));
    try {
      read(line, when, words, flags.get()).ifPresent(rules::add);
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
    }
  }

  private Optional<RuleLine> read(
      Directive line, List<RewriteCondition> when, List<String> words, RuleFlags flags) {
    boolean isNegated = words.get(0).startsWith("!");
    String written = isNegated ? words.get(0).substring(1) : words.get(0);
    Regex pattern = Regex.of("RewriteRule", flags.has("NC") ? "(?i)" + written : written);
    String to = conditions.withRoot(words.get(1));
    conditions.requireKnown(line.text());
    if (flags.has("P") && !flags.has("F") && !flags.has("G")) {
      return forward(line, to)
          .map(
              found ->
                  new RuleLine(
                      line,
                      when,
                      pattern,
                      isNegated,
                      found.path(),
                      flags,
                      new RewriteThen.GoOn(),
                      Optional.of(found.balancer())));
    }
    RewriteThen then = then(line, flags);
    String kept = then instanceof RewriteThen.Refuse ? RuleLine.NOTHING : to;
    return Optional.of(
        new RuleLine(line, when, pattern, isNegated, kept, flags, then, Optional.empty()));
  }

  private static RewriteThen then(Directive line, RuleFlags flags) {
    if (flags.has("F") || flags.has("G")) {
      return new RewriteThen.Refuse(flags.has("F") ? 403 : 410);
    }
    if (!flags.has("R")) {
      return new RewriteThen.GoOn();
    }
    String said = flags.value("R").toLowerCase(Locale.ROOT);
    int status =
        said.isEmpty()
            ? 302
            : Optional.ofNullable(WORDS.get(said)).or(() -> ParameterType.number(said)).orElse(0);
    return status >= 400 ? new RewriteThen.Refuse(status) : new RewriteThen.RedirectClient(status);
  }

  private record Forwarded(BalancerDraft balancer, String path) {}

  /** Nothing of a request may become part of the address that it goes to. */
  private Optional<Forwarded> forward(Directive line, String to) {
    int scheme = to.indexOf("://");
    int end = scheme < 0 ? 0 : scheme + 3;
    while (end > 0 && end < to.length() && "/$%?".indexOf(to.charAt(end)) < 0) {
      end++;
    }
    String origin = to.substring(0, end);
    if (origin.isEmpty() || origin.endsWith("://") || isPartOfOrigin(to, end)) {
      fates.stops(line, "where it goes must not come from the request: write scheme and host");
      return Optional.empty();
    }
    String path = to.substring(end);
    if (Balancers.isBalancer(origin)) {
      BalancerDraft draft = balancers.named(Balancers.nameIn(origin), line);
      return Optional.of(new Forwarded(draft, path));
    }
    if (!MemberUrl.check(line, origin, fates)) {
      return Optional.empty();
    }
    Optional<PlainUrl> plain = PlainUrl.of(origin);
    if (plain.isEmpty()) {
      fates.stops(line, "this URL is not carried out: " + to);
    }
    return plain.map(url -> new Forwarded(balancers.at(url.origin(), line), path));
  }

  /** Of {@code http://%{HTTP_HOST}/} and {@code http://host:%1}; not of {@code http://host$1}. */
  private static boolean isPartOfOrigin(String to, int end) {
    char last = to.charAt(end - 1);
    return last == '/' || last == ':' || last == '.' || last == '@';
  }

  /** Those that were read here. */
  List<RuleLine> own() {
    return List.copyOf(rules);
  }

  /** What they may look up. */
  RewriteMaps maps() {
    return maps;
  }

  /** The rules that a request is taken through. */
  List<RuleLine> inOrder(RewriteLines main) {
    List<RuleLine> order =
        new ArrayList<>(isOn && inheritsBefore() && this != main ? main.rules : List.of());
    order.addAll(rules);
    if (isOn && inherits() && this != main) {
      order.addAll(main.rules);
    }
    return order;
  }
}
