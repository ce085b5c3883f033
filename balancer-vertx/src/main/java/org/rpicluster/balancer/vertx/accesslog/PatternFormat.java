package org.rpicluster.balancer.vertx.accesslog;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * A format as a pattern of directives, such as {@code %h} and {@code %{Referer}i}, which is read
 * once. Immutable. Apache's {@code LogFormat}.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>
 */
final class PatternFormat implements LogFormat {

  /** Most lines fit, so that the builder need not grow. */
  private static final int LINE_USUALLY = 256;

  // %, the first or the last status (there is one here), statuses, a name in braces, a letter.
  private static final Pattern DIRECTIVE =
      Pattern.compile("%[<>]?(?:(!?)(\\d{3}(?:,\\d{3})*))?(?:\\{([^}]*)})?([A-Za-z%])");

  private final FormatDirective[] directives;

  PatternFormat(String pattern, ZoneId zone, List<VariableRule> variables) {
    boolean clean = pattern.chars().allMatch(c -> c >= ' ' && c <= '~');
    Check.argument(clean, "format", pattern, "one line of printable ASCII");
    directives = read(pattern, new Directives(zone, variables)).toArray(FormatDirective[]::new);
  }

  private static List<FormatDirective> read(String pattern, Directives known) {
    List<FormatDirective> read = new ArrayList<>();
    Matcher matcher = DIRECTIVE.matcher(pattern);
    int at = 0;
    for (int percent = pattern.indexOf('%'); percent >= 0; percent = pattern.indexOf('%', at)) {
      addText(read, pattern.substring(at, percent));
      boolean whole = matcher.region(percent, pattern.length()).lookingAt();
      String shown = whole ? matcher.group() : pattern.substring(percent);
      String name = whole && matcher.group(3) != null ? matcher.group(3) : "";
      char letter = whole ? matcher.group(4).charAt(0) : ' ';
      FormatDirective found = known.find(letter, name, shown + " at character " + (percent + 1));
      read.add(whole && matcher.group(2) != null ? only(matcher, found) : found);
      at = whole ? matcher.end() : pattern.length();
    }
    addText(read, pattern.substring(at));
    return read;
  }

  /** {@code %!200,304{Referer}i}: a hyphen for other statuses than those. */
  private static FormatDirective only(Matcher matcher, FormatDirective directive) {
    boolean isNegated = !matcher.group(1).isEmpty();
    List<String> statuses = List.of(matcher.group(2).split(","));
    return (line, summary) -> {
      if (statuses.contains(Integer.toString(summary.status())) == isNegated) {
        line.append('-');
      } else {
        directive.append(line, summary);
      }
    };
  }

  private static void addText(List<FormatDirective> read, String text) {
    if (!text.isEmpty()) {
      read.add((line, summary) -> line.append(text));
    }
  }

  @Override
  public String line(ExchangeSummary summary) {
    StringBuilder line = new StringBuilder(LINE_USUALLY);
    for (FormatDirective directive : directives) {
      directive.append(line, summary);
    }
    return line.append('\n').toString();
  }
}
