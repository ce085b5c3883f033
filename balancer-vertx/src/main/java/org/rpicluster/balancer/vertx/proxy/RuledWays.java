package org.rpicluster.balancer.vertx.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Target;
import org.rpicluster.balancer.vertx.proxy.RouteTable.Way;
import org.rpicluster.balancer.vertx.rewrite.RewriteResult;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.rewrite.Rewriter;

/**
 * Stage 3, of a route with rules: where they lead. Some strings for each request that a rule
 * changes. Immutable; any thread.
 */
final class RuledWays {

  private final Route.ToRules route;
  private final Function<Route, Way> ways;
  private final Function<Route, Way> guarded;
  private final Rewriter rewriter;
  private final List<@Nullable Way> forward = new ArrayList<>();
  private final @Nullable Way changed;

  /**
   * Of a route.
   *
   * @param ways makes the way of a route; redirects are for everyone, and come first, as in Apache
   * @param guarded makes that of a route for those alone who may use this one
   */
  RuledWays(Route.ToRules route, Function<Route, Way> ways, Function<Route, Way> guarded) {
    this.route = route;
    this.ways = ways;
    this.guarded = guarded;
    rewriter = new Rewriter(route.rules());
    route.rules().forEach(rule -> forward.add(forwardOf(rule)));
    changed = route.changed().map(handler -> guarded.apply(handled(handler))).orElse(null);
  }

  private @Nullable Way forwardOf(RewriteRule rule) {
    if (!(rule.then() instanceof RewriteThen.Forward to)) {
      return null;
    }
    ProxiedCluster cluster = route.clusters().get(to.cluster());
    return guarded.apply(
        new Route.ToCluster(route.match(), cluster, to.rewriting(), route.errorPages()));
  }

  private Way handledBy(LocalHandler handler) {
    return ways.apply(handled(handler));
  }

  private Route handled(LocalHandler handler) {
    return new Route.ToHandler(route.match(), handler, route.errorPages(), route.toClient());
  }

  /**
   * The way of a request, whose target may be another one afterwards.
   *
   * @return null if the routes below are to be asked
   * @throws Refusal if a rule refuses it
   */
  @Nullable Way of(Exchange exchange) {
    RewriteResult result = rewriter.rewrite(new ExchangeFacts(exchange));
    if (result instanceof RewriteResult.Refused refused) {
      throw new Refusal(refused.status(), sentence(refused));
    }
    if (result instanceof RewriteResult.Redirected redirected) {
      return handledBy(here -> redirect(here, redirected));
    }
    if (result instanceof RewriteResult.Forwarded forwarded) {
      exchange.target = new Target("", forwarded.target());
      return forward.get(forwarded.rule());
    }
    if (result instanceof RewriteResult.Changed other) {
      exchange.target = new Target("", other.target());
      return other.pass() ? null : changed;
    }
    return null;
  }

  private static void redirect(LocalExchange exchange, RewriteResult.Redirected to) {
    exchange.responseFields().set("Location", to.location());
    exchange.status(to.status());
    exchange.end();
  }

  private static String sentence(RewriteResult.Refused refused) {
    if (!refused.sentence().isEmpty()) {
      return refused.sentence();
    }
    return switch (refused.status()) {
      case 403 -> "Access to this path is not allowed.";
      case 410 -> "What was here is gone for good.";
      default -> "Nothing is served at this path.";
    };
  }
}
