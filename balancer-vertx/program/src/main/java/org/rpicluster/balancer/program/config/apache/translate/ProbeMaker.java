package org.rpicluster.balancer.program.config.apache.translate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.program.config.ProbeSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.BalancerDraft.MemberDraft;
import org.rpicluster.balancer.program.config.apache.translate.HealthExpression.Good;
import org.rpicluster.balancer.vertx.probe.ProbeMethod;
import org.rpicluster.balancer.vertx.probe.ProbeRequest;

/**
 * Checks of members as {@code mod_proxy_hcheck} has them, but that each is a well-formed request.
 * For one thread and one cluster.
 */
final class ProbeMaker {

  /** A check that takes longer is no check; httpd would wait as long as for any answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final String UNREAD =
      "only the status, or the body of a GET, can be asked: statuses from 200 to 399 are good";

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

  /** How members are probed, if they are: each is asked its own, below its own path. */
  Optional<ProbeSettings> make() {
    Map<String, ProbeRequest> asked = new LinkedHashMap<>();
    for (MemberDraft member : common.members()) {
      Optional<String> id = ClusterMaker.idOf(member);
      if (id.isPresent() && isChecked(member)) {
        asked.put(id.get(), probeRequest(member));
      }
    }
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    ProbeRequest first = asked.values().iterator().next();
    common.members().stream().filter(member -> !isChecked(member)).forEach(this::warn);
    asked.values().removeIf(first::equals);
    return Optional.of(new ProbeSettings(policy(), first, 0, asked));
  }

  private static boolean isChecked(MemberDraft member) {
    return member
        .parameters()
        .text(Parameter.HCMETHOD)
        .filter(method -> !method.equalsIgnoreCase("none"))
        .isPresent();
  }

  private void warn(MemberDraft unchecked) {
    fates.warning(
        unchecked.directive(),
        "this member is checked as the first is that has hcmethod: all of a balancer are, or none");
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

  private ProbeRequest probeRequest(MemberDraft member) {
    ProbeMethod method = method(member.parameters().text(Parameter.HCMETHOD).orElse(""));
    ProbeRequest unless = ProbeRequest.DEFAULT;
    if (!method.isHttp()) {
      return new ProbeRequest(
          method, unless.path(), "", Map.of(), unless.expect(), Optional.empty());
    }
    String uri = member.parameters().text(Parameter.HCURI).orElse("");
    String path = UrlPath.written(UrlPath.joined(ClusterMaker.pathOf(member), uri));
    Good good = good(member, method);
    return new ProbeRequest(
        method,
        path.startsWith("/") ? path : "/" + path,
        "",
        Map.of(),
        good.statuses(),
        good.body(),
        good.bodyWithout());
  }

  private static ProbeMethod method(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "TCP", "CPING" -> ProbeMethod.TCP;
      case "OPTIONS", "OPTIONS11" -> ProbeMethod.OPTIONS;
      case "HEAD", "HEAD11" -> ProbeMethod.HEAD;
      default -> ProbeMethod.GET;
    };
  }

  /** Which answers are: what {@code hcexpr} says, or as httpd has it without. */
  private Good good(MemberDraft member, ProbeMethod method) {
    Optional<String> name = member.parameters().text(Parameter.HCEXPR);
    Optional<Directive> line = name.flatMap(templates::expressionLine);
    try {
      Optional<Good> good =
          name.flatMap(templates::expression)
              .flatMap(HealthExpression::read)
              .filter(found -> method == ProbeMethod.GET || !found.asksBody());
      if (good.isEmpty()) {
        line.ifPresent(says -> fates.needsYou(says, UNREAD));
      }
      return good.orElse(Good.USUAL);
    } catch (IllegalArgumentException e) {
      line.ifPresent(says -> fates.needsYou(says, String.valueOf(e.getMessage())));
      return Good.USUAL;
    }
  }
}
