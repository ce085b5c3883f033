package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;

/**
 * A {@code RewriteRule} as it was read, with the conditions before it. Immutable.
 *
 * @param line the line
 * @param when the conditions
 * @param pattern what is found in the path
 * @param isNegated whether it must not be found
 * @param to what is written; behind the balancer's name if it goes to one
 * @param flags what stands in brackets
 * @param then what it does, unless it goes to a balancer
 * @param balancer where it goes with {@code [P]}
 */
record RuleLine(
    Directive line,
    List<RewriteCondition> when,
    Regex pattern,
    boolean isNegated,
    String to,
    RuleFlags flags,
    RewriteThen then,
    Optional<BalancerDraft> balancer) {

  /** Nothing is written in the place of the path. */
  static final String NOTHING = "-";

  RuleLine {
    when = List.copyOf(when);
  }

  /** The same, if other conditions hold as well. */
  RuleLine after(List<RewriteCondition> guards) {
    List<RewriteCondition> all = new ArrayList<>(guards);
    all.addAll(when);
    return new RuleLine(line, all, pattern, isNegated, to, flags, then, balancer);
  }

  /** Whether the request goes on as a file's where it applies: neither sent, refused nor passed. */
  boolean isOfFiles() {
    boolean goesOn = then instanceof RewriteThen.GoOn && balancer.isEmpty();
    return goesOn && !to.equals(NOTHING) && !flags.has("PT") && !to.contains("://");
  }

  /** Whether, in a section, the request is asked anew where it applies. */
  boolean isElsewhere() {
    boolean goesOn = then instanceof RewriteThen.GoOn && balancer.isEmpty();
    return goesOn && !to.equals(NOTHING) && !to.contains("://");
  }

  /** What paths that it may apply to begin with, whatever else they have. */
  String start() {
    String text = pattern.toString();
    return isNegated || !text.startsWith("^/") || text.contains("|") ? "" : plain(text, 1);
  }

  /** What paths that it writes begin with. */
  String toStart() {
    return to.startsWith("/") ? plain(to, 0) : "/";
  }

  private static String plain(String text, int from) {
    int at = from;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    boolean isCounted = at < text.length() && "*?{".indexOf(text.charAt(at)) >= 0;
    return text.substring(from, isCounted ? Math.max(from, at - 1) : at);
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "/_-".indexOf(c) >= 0;
  }
}
