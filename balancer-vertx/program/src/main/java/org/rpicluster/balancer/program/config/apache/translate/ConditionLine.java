package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest.Entry;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest.Order;

/** Reads a {@code RewriteCond}. For one thread and one server. Apache's {@code cmd_rewritecond}. */
final class ConditionLine {

  private static final String EXPECTED = "a text such as %{HTTP_HOST}, and an expression";

  private final Fates fates;

  /** What {@code %{DOCUMENT_ROOT}} is. */
  private final String root;

  private final RewriteMaps maps;

  ConditionLine(Fates fates, String root, RewriteMaps maps) {
    this.fates = fates;
    this.root = root;
    this.maps = maps;
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
      fates.stops(line, "conditions by expr are not carried out: write a variable and a pattern");
      return Optional.empty();
    }
    boolean isNegated = pattern.startsWith("!");
    String asked = isNegated ? pattern.substring(1) : pattern;
    try {
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
