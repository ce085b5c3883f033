package org.rpicluster.balancer.vertx.accesslog;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * A format as a pattern of directives, such as {@code %h} and {@code %{Referer}i}, which is read
 * once. Immutable. Apache's {@code LogFormat}, but for conditions on the status.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>
 */
final class PatternFormat implements LogFormat {

  /** Most lines fit, so that the builder need not grow. */
  private static final int LINE_USUALLY = 256;

  // %, the first or the last status (there is one here), a name in braces, a letter.
  private static final Pattern DIRECTIVE = Pattern.compile("%[<>]?(?:\\{([^}]*)})?([A-Za-z%])");

  private final FormatDirective[] directives;

  PatternFormat(String pattern, ZoneId zone) {
    boolean clean = pattern.chars().allMatch(c -> c >= ' ' && c <= '~');
    Check.argument(clean, "format", pattern, "one line of printable ASCII");
    directives = read(pattern, new Directives(zone)).toArray(FormatDirective[]::new);
  }

  private static List<FormatDirective> read(String pattern, Directives known) {
    List<FormatDirective> read = new ArrayList<>();
    Matcher matcher = DIRECTIVE.matcher(pattern);
    int at = 0;
    for (int percent = pattern.indexOf('%'); percent >= 0; percent = pattern.indexOf('%', at)) {
      addText(read, pattern.substring(at, percent));
      boolean whole = matcher.region(percent, pattern.length()).lookingAt();
      String shown = whole ? matcher.group() : pattern.substring(percent);
      String name = whole && matcher.group(1) != null ? matcher.group(1) : "";
      char letter = whole ? matcher.group(2).charAt(0) : ' ';
      read.add(known.find(letter, name, shown + " at character " + (percent + 1)));
      at = whole ? matcher.end() : pattern.length();
    }
    addText(read, pattern.substring(at));
    return read;
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
