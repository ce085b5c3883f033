package org.rpicluster.balancer.program.config.apache.translate;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.probe.ProbeMethod;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;
import org.rpicluster.balancer.vertx.probe.StatusSet;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * Checks of members as {@code mod_proxy_hcheck} has them, but that each is a well-formed request.
 * For one thread and one cluster.
 */
final class ProbeMaker {

  /** A check that takes longer is no check; httpd would wait as long as for any answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Duration INTERVAL_MIN = Duration.ofMillis(100);
  private static final Duration INTERVAL_MAX = Duration.ofHours(1);

  private final Fates fates;
  private final HealthTemplates templates;
  private final CommonToMembers common;

  ProbeMaker(Fates fates, HealthTemplates templates, CommonToMembers common) {
    this.fates = fates;
    this.templates = templates;
    this.common = common;
  }

  /** How members are probed, if they are. */
  Optional<ProbeSettings> make(String memberPath) {
    Optional<String> method =
        common
            .text(Parameter.HCMETHOD)
            .map(m -> m.toUpperCase(Locale.ROOT))
            .filter(m -> !m.equals("NONE"));
    return method.map(name -> new ProbeSettings(policy(), probeRequest(name, memberPath), 0));
  }

  private ProbePolicy policy() {
    Duration said =
        common
            .text(Parameter.HCINTERVAL)
            .flatMap(t -> HttpdTimes.time(t, "s"))
            .orElse(Duration.ofSeconds(30));
    Duration interval =
        said.compareTo(INTERVAL_MIN) < 0
            ? INTERVAL_MIN
            : said.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : said;
    return new ProbePolicy(
        interval, interval, TIMEOUT, number(Parameter.HCPASSES), number(Parameter.HCFAILS), true);
  }

  private int number(Parameter parameter) {
    return Math.min(1000, common.text(parameter).map(Integer::valueOf).orElse(1));
  }

  private ProbeRequest probeRequest(String name, String memberPath) {
    ProbeRequest unless = ProbeRequest.DEFAULT;
    ProbeMethod method =
        switch (name) {
          case "TCP", "CPING" -> ProbeMethod.TCP;
          case "OPTIONS", "OPTIONS11" -> ProbeMethod.OPTIONS;
          case "HEAD", "HEAD11" -> ProbeMethod.HEAD;
          default -> ProbeMethod.GET;
        };
    if (!method.isHttp()) {
      return new ProbeRequest(
          method, unless.path(), "", Map.of(), unless.expect(), Optional.empty());
    }
    String path = UrlPath.joined(memberPath, common.text(Parameter.HCURI).orElse(""));
    Optional<String> expression = common.text(Parameter.HCEXPR);
    return new ProbeRequest(
        method,
        path.startsWith("/") ? UrlPath.written(path) : "/" + UrlPath.written(path),
        "",
        Map.of(),
        expression
            .flatMap(e -> templates.expression(e))
            .flatMap(StatusExpression::statuses)
            .orElse(unless.expect()),
        expression.flatMap(e -> body(e, method)));
  }

  private Optional<Regex> body(String name, ProbeMethod method) {
    Optional<String> text = templates.expression(name);
    Optional<StatusSet> statuses = text.flatMap(StatusExpression::statuses);
    Optional<String> body = text.flatMap(StatusExpression::body);
    Optional<Directive> line = templates.expressionLine(name);
    if (statuses.isEmpty() && (body.isEmpty() || method != ProbeMethod.GET)) {
      line.ifPresent(
          l ->
              fates.needsYou(
                  l,
                  "only the status, or the body of a GET, can be asked: statuses from 200 to 399 are good"));
      return Optional.empty();
    }
    try {
      return body.map(expr -> Regex.of("body", expr));
    } catch (IllegalArgumentException e) {
      line.ifPresent(l -> fates.needsYou(l, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
