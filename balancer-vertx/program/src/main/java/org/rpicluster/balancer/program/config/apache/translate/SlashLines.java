package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.vertx.http.PathRules.EncodedSlashes;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.rewrite.RewriteCondition;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteTest;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.routing.Match;

/**
 * {@code AllowEncodedSlashes}, which each server says for itself: here one way holds for all, and a
 * server that takes none where others do has a rule. Immutable.
 *
 * @param servers all of them
 */
record SlashLines(Servers servers) {

  /** The first line of a request whose path has one. */
  private static final String HAS_ONE = "(?i)^\\S+ [^ ?]*%2f";

  /** What holds for all: the way of the first server that takes them. */
  EncodedSlashes forAll() {
    List<EncodedSlashes> ways = servers.answering().stream().map(this::of).toList();
    return ways.stream()
        .filter(way -> way != EncodedSlashes.REFUSE)
        .findFirst()
        .orElse(EncodedSlashes.REFUSE);
  }

  private EncodedSlashes of(Server server) {
    String said =
        server
            .last("allowencodedslashes")
            .or(() -> servers.main().last("allowencodedslashes"))
            .map(line -> line.argument(0).toLowerCase(Locale.ROOT))
            .orElse("off");
    return switch (said) {
      case "on" -> EncodedSlashes.DECODE;
      case "nodecode" -> EncodedSlashes.KEEP;
      default -> EncodedSlashes.REFUSE;
    };
  }

  /** The rule of a server that takes none where others do. */
  Optional<RouteSettings> refusal(Server server, Match match) {
    boolean isRefused = of(server) == EncodedSlashes.REFUSE && forAll() != EncodedSlashes.REFUSE;
    return isRefused ? Optional.of(refusal(match)) : Optional.empty();
  }

  private static RouteSettings refusal(Match match) {
    RewriteCondition hasOne =
        new RewriteCondition(
            RewriteCondition.value("%{THE_REQUEST}"),
            new RewriteTest.Matches(Regex.of("slashes", HAS_ONE)),
            false,
            false);
    RewriteRule rule =
        new RewriteRule(
            List.of(hasOne),
            Regex.of("slashes", ""),
            Optional.empty(),
            new RewriteThen.Refuse(404),
            RewriteFlow.NEXT);
    return new RouteSettings.ToRules(match, List.of(rule), Optional.empty());
  }
}
