package org.rpicluster.balancer.vertx.accesslog;

import java.time.ZoneId;
import java.util.List;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * Makes the line that says what became of an exchange. Whatever the client or the member sent, it
 * is one line of printable ASCII, and no client can forge another one. O(length), with one builder
 * and one string for each line. Any thread may have it; each call is on the exchange's event loop.
 */
public interface LogFormat {

  /** What Apache calls {@code combined}. */
  String COMBINED = "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"";

  /** What Apache calls {@code common}. */
  String COMMON = "%h %l %u %t \"%r\" %>s %b";

  /** The line, with its end. */
  String line(ExchangeSummary summary);

  /**
   * A format, with times in the system's zone.
   *
   * @param text {@code combined}, {@code common}, {@code json}, or a pattern
   * @throws IllegalArgumentException naming what is wrong in it
   */
  static LogFormat of(String text) {
    return of(text, List.of());
  }

  /**
   * The same, which may ask for variables.
   *
   * @param variables rules that set some, beside those of the exchange
   */
  static LogFormat of(String text, List<VariableRule> variables) {
    return of(text, ZoneId.systemDefault(), variables);
  }

  /** The same in another zone. */
  static LogFormat of(String text, ZoneId zone) {
    return of(text, zone, List.of());
  }

  private static LogFormat of(String text, ZoneId zone, List<VariableRule> variables) {
    return switch (text) {
      case "combined" -> new PatternFormat(COMBINED, zone, List.of());
      case "common" -> new PatternFormat(COMMON, zone, List.of());
      case "json" -> new JsonFormat();
      default -> {
        String expected = "combined, common, json, or a pattern such as '%h %t \"%r\" %>s'";
        Check.argument(text.indexOf('%') >= 0, "format", text, expected);
        yield new PatternFormat(text, zone, variables);
      }
    };
  }
}
