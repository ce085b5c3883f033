package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest.Entry;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest.Order;

/** Reads a {@code RewriteCond}. For one thread and one server. Apache's {@code cmd_rewritecond}. */
final class ConditionLine {

  private static final String EXPECTED = "a text such as %{HTTP_HOST}, and an expression";

  private static final Pattern VARIABLE = Pattern.compile("(?i)%\\{ENV:([^}]*)\\}");

  /** Variables in expressions are not those of rules alone. */
  private static final Pattern LATER = Pattern.compile("(?i)\\b(req)?env\\s*[(:]");

  private static final Pattern NUMBER =
      Pattern.compile("-(eq|ne|lt|le|gt|ge)\\s*([+-]?\\d{1,9})\\s*");

  private final Fates fates;

  /** What {@code %{DOCUMENT_ROOT}} is. */
  private final String root;

  private final RewriteMaps maps;
  private final Set<String> setBefore;

  /**
   * A reader.
   *
   * @param setBefore names of variables that other modules set before rules are asked
   */
  ConditionLine(Fates fates, String root, RewriteMaps maps, Set<String> setBefore) {
    this.fates = fates;
    this.root = root;
    this.maps = maps;
    this.setBefore = setBefore;
  }

  /** Checks that a line asks for no variable that is not known here. */
  void requireKnown(String text) {
    Matcher asked = VARIABLE.matcher(text);
    while (asked.find()) {
      boolean isRules = !setBefore.contains(asked.group(1));
      Check.argument(isRules, "variable", asked.group(1), "one that a rule sets with [E]");
    }
  }

  /** The condition; empty if it is not carried out, or wrong, which is said. */
  Optional<RewriteCondition> read(Directive line) {
    List<String> words = RuleWords.of(line.text());
    if (words.size() < 2) {
      fates.wrong(line, "RewriteCond", line.text(), EXPECTED);
      return Optional.empty();
    }
    Optional<RuleFlags> flags =
        RuleFlags.ofCondition(line, words.size() > 2 ? words.get(2) : "", fates);
    return flags.flatMap(f -> read(line, words.get(0), words.get(1), f));
  }

  private Optional<RewriteCondition> read(
      Directive line, String text, String pattern, RuleFlags flags) {
    if (text.equalsIgnoreCase("expr")) {
      return expression(line, pattern, flags);
    }
    boolean isNegated = pattern.startsWith("!");
    String asked = isNegated ? pattern.substring(1) : pattern;
    try {
      requireKnown(line.text());
      Optional<Asked> test = test(asked, flags.has("NC"));
      if (test.isEmpty()) {
        fates.stops(line, "the test " + asked + " is not carried out: write an expression");
        return Optional.empty();
      }
      fates.translated(line);
      return Optional.of(
          new RewriteCondition(
              RewriteCondition.value(withRoot(text)),
              test.get().test(),
              isNegated != test.get().isNegated(),
              flags.has("OR")));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<RewriteCondition> expression(Directive line, String text, RuleFlags flags) {
    boolean isNegated = text.startsWith("!") && !text.startsWith("!(");
    try {
      Check.argument(!LATER.matcher(text).find(), "expr", text, "one without variables");
      RewriteTest test = RewriteTest.Holds.of(isNegated ? text.substring(1) : text);
      fates.translated(line);
      return Optional.of(
          new RewriteCondition(RewriteCondition.value(""), test, isNegated, flags.has("OR")));
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What is the same for all requests of a server, and functions by their own names. */
  String withRoot(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : root.toCharArray()) {
      escaped.append("\\$%".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return maps.in(text).replace("%{DOCUMENT_ROOT}", escaped);
  }

  private record Asked(RewriteTest test, boolean isNegated) {}

  private static Optional<Asked> test(String asked, boolean ignoresCase) {
    Matcher number = NUMBER.matcher(asked);
    if (number.matches()) {
      return Optional.of(number(number.group(1), Long.parseLong(number.group(2))));
    }
    if (asked.startsWith("-")) {
      return file(asked);
    }
    if (asked.startsWith("<=") || asked.startsWith(">=")) {
      Order beyond = asked.startsWith("<") ? Order.BEHIND : Order.BEFORE;
      return Optional.of(new Asked(compares(beyond, asked.substring(2), false), true));
    }
    if (asked.length() > 1 && "<>=".indexOf(asked.charAt(0)) >= 0) {
      Order order =
          switch (asked.charAt(0)) {
            case '<' -> Order.BEFORE;
            case '>' -> Order.BEHIND;
            default -> Order.EQUALS;
          };
      String other = asked.equals("=\"\"") ? "" : asked.substring(1);
      return Optional.of(new Asked(compares(order, other, ignoresCase), false));
    }
    Regex regex = Regex.of("RewriteCond", ignoresCase ? "(?i)" + asked : asked);
    return Optional.of(new Asked(new RewriteTest.Matches(regex), false));
  }

  private static Asked number(String operator, long other) {
    boolean isNegated = Set.of("ne", "ge", "le").contains(operator);
    Order order =
        switch (operator) {
          case "lt", "ge" -> Order.BEFORE;
          case "gt", "le" -> Order.BEHIND;
          default -> Order.EQUALS;
        };
    return new Asked(new RewriteTest.ComparesNumber(order, other), isNegated);
  }

  private static RewriteTest compares(Order order, String other, boolean ignoresCase) {
    return new RewriteTest.Compares(order, other, ignoresCase);
  }

  /**
   * {@code -f} and its kind; a text that begins with a dash and is none of them is an expression.
   */
  private static Optional<Asked> file(String asked) {
    Optional<Entry> entry =
        switch (asked) {
          case "-f" -> Optional.of(Entry.FILE);
          case "-s" -> Optional.of(Entry.FILLED);
          case "-d" -> Optional.of(Entry.FOLDER);
          case "-l", "-L", "-h" -> Optional.of(Entry.LINK);
          default -> Optional.empty();
        };
    boolean isOther =
        asked.length() == 2
            || List.of("-eq", "-ne", "-gt", "-ge", "-lt", "-le").stream()
                .anyMatch(each -> asked.toLowerCase(Locale.ROOT).startsWith(each));
    if (entry.isEmpty() && !isOther) {
      return Optional.of(new Asked(new RewriteTest.Matches(Regex.of("RewriteCond", asked)), false));
    }
    return entry.map(each -> new Asked(new RewriteTest.Exists(each), false));
  }
}
