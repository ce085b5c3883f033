package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.probe.StatusSet;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * A {@code ProxyHCExpr}, which asks of an answer its status, what must be in its body and what must
 * not, one of each at most, with {@code &&} between them. Stateless. Apache's {@code hc_init_req}
 * and {@code hc('body')}.
 */
final class HealthExpression {

  private static final Pattern BODY =
      Pattern.compile("hc\\('body'\\)\\s*(=~|!~)\\s*(?:m#([^#]*)#|/((?:[^/\\\\]|\\\\.)*)/)");

  private static final Pattern AND = Pattern.compile("\\s*&&\\s*");

  private HealthExpression() {}

  /**
   * Good answers.
   *
   * @param statuses theirs
   * @param body what is in them
   * @param bodyWithout what is not
   */
  record Good(StatusSet statuses, Optional<Regex> body, Optional<Regex> bodyWithout) {

    /** Without an expression. */
    static final Good USUAL = new Good(StatusSet.GOOD, Optional.empty(), Optional.empty());

    /** Whatever the status is: an expression alone decides. */
    private static final Good ANY =
        new Good(StatusSet.parse(List.of("200-999")), Optional.empty(), Optional.empty());

    boolean asksBody() {
      return body.isPresent() || bodyWithout.isPresent();
    }
  }

  /**
   * Reads one; empty if it asks for something else.
   *
   * @throws IllegalArgumentException if its regular expression cannot be carried out
   */
  static Optional<Good> read(String expression) {
    Optional<Good> good = Optional.of(Good.ANY);
    for (String each : AND.split(expression)) {
      good = good.flatMap(before -> part(each.strip(), before));
    }
    return good;
  }

  /** With one part more, if it is none of a kind that was there before. */
  private static Optional<Good> part(String part, Good before) {
    Matcher body = BODY.matcher(part);
    if (body.matches()) {
      String text = body.group(2) == null ? body.group(3) : body.group(2);
      return part(before, body.group(1).equals("=~"), Regex.of("body", text));
    }
    return StatusExpression.statuses(part)
        .filter(any -> before.statuses().equals(Good.ANY.statuses()))
        .map(statuses -> new Good(statuses, before.body(), before.bodyWithout()));
  }

  private static Optional<Good> part(Good before, boolean isWanted, Regex regex) {
    if ((isWanted ? before.body() : before.bodyWithout()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        isWanted
            ? new Good(before.statuses(), Optional.of(regex), before.bodyWithout())
            : new Good(before.statuses(), before.body(), Optional.of(regex)));
  }
}
