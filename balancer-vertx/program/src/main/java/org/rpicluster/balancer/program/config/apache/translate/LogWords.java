package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The checks of formats of logs, and of what stands behind them, by what httpd refuses. Stateless.
 * Apache's {@code parse_log_item}, {@code add_custom_log}.
 */
final class LogWords {

  private static final String LETTERS = "%aAbBCDefhHiIkLlmnoOpPqrRsStTuUvVXxc";

  private static final Pattern ITEM =
      Pattern.compile("%[!,0-9<>]*(?:\\{([^}]*)(\\}?))?(\\^FB|\\^t[io]|.?)");

  /** What has another name here, or is told by another directive. */
  private static final Map<String, String> HERE =
      Map.ofEntries(
          Map.entry("%O", "%b"),
          Map.entry("%{SSL_PROTOCOL}x", "%{tlsProtocol}x"),
          Map.entry("%{SSL_CIPHER}x", "%{tlsCipher}x"),
          Map.entry("%{version}c", "%{tlsProtocol}x"),
          Map.entry("%{cipher}c", "%{tlsCipher}x"));

  private LogWords() {}

  /** A format in the words of this program. */
  static String here(String format) {
    return ITEM.matcher(format)
        .replaceAll(
            item -> Matcher.quoteReplacement(HERE.getOrDefault(item.group(), item.group())));
  }

  /** A line of {@code LogFormat}, or of {@code CustomLog}. */
  static void check(Directive line, Fates fates) {
    String format = line.argument(line.is("logformat") ? 0 : 1);
    Optional<String> expected = format(format);
    String condition = line.is("customlog") ? line.argument(2) : "";
    if (expected.isPresent()) {
      fates.refused(line, line.shown(), format, expected.get());
    } else if (!condition.isEmpty() && !condition.matches("(?i)(env|expr)=.*")) {
      boolean isNegated = condition.startsWith("env!=");
      fates.refused(
          line,
          line.shown(),
          condition,
          isNegated
              ? "env=!" + condition.substring(5)
              : "env=NAME or expr=…; a format with blanks in quotes");
    }
  }

  private static Optional<String> format(String format) {
    Matcher item = ITEM.matcher(format);
    while (item.find()) {
      boolean isOpen = item.group(1) != null && item.group(2).isEmpty();
      String letter = item.group(3);
      boolean isKnown = letter.length() > 1 || !letter.isEmpty() && LETTERS.contains(letter);
      if (isOpen) {
        return Optional.of("a } behind " + item.group());
      }
      if (!isKnown) {
        String shown = item.group().strip();
        boolean isNamed = item.group(1) != null;
        String name = "%{" + item.group(1) + "}";
        return Optional.of(
            isNamed
                ? name + "i, " + name + "o or another letter behind " + name
                : "no " + shown + "; such as %h, %t, %r, %>s, %b, %{Referer}i, or %% for a %");
      }
    }
    return Optional.empty();
  }
}
