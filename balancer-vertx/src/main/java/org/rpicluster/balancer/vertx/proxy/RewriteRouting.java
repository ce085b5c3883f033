package org.rpicluster.balancer.vertx.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.http.Target;
import org.rpicluster.balancer.vertx.rewrite.RewriteResult;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.rewrite.Rewriter;

/**
 * Stage 3, of a route with rules: finds where they lead. Some strings for each request that a rule
 * changes. Immutable; any thread.
 */
final class RewriteRouting {

  private final Route.ToRules route;
  private final Function<Route, RouteEntry> entries;
  private final Function<Route, RouteEntry> guarded;
  private final @Nullable Guard guard;
  private final Rewriter rewriter;
  private final List<@Nullable RouteEntry> forward = new ArrayList<>();
  private final @Nullable RouteEntry changed;

  /**
   * Of a route.
   *
   * @param entries makes the entry of a route; redirects are for everyone, and come first, as in
   *     Apache
   * @param guarded makes that of a route for those alone who may use this one
   * @param guard who may use this one; null for everyone
   */
  RewriteRouting(
      Route.ToRules route,
      Function<Route, RouteEntry> entries,
      Function<Route, RouteEntry> guarded,
      @Nullable Guard guard) {
    this.route = route;
    this.guard = guard;
    this.entries = entries;
    this.guarded = guarded;
    rewriter = new Rewriter(route.rules(), route.section(), route.maps());
    route.rules().forEach(rule -> forward.add(forwardOf(rule)));
    changed = route.changed().map(handler -> guarded.apply(handled(handler))).orElse(null);
  }

  private @Nullable RouteEntry forwardOf(RewriteRule rule) {
    if (!(rule.then() instanceof RewriteThen.Forward to)) {
      return null;
    }
    ProxiedCluster cluster = route.clusters().get(to.cluster());
    return guarded.apply(
        new Route.ToCluster(route.match(), cluster, to.rewriting(), route.errorPages()));
  }

  /** Rules of a section come behind the question who may be there, as in Apache. */
  private RouteEntry handledBy(LocalHandler handler) {
    Function<Route, RouteEntry> of = route.section().isOne() ? guarded : entries;
    return of.apply(handled(handler));
  }

  private Route handled(LocalHandler handler) {
    return new Route.ToHandler(route.match(), handler, route.errorPages(), route.toClient());
  }

  /**
   * Where a request goes on.
   *
   * @param entry that it has then; null for one that is to be found
   * @param isAnew whether all routes are asked, and not only those below
   */
  record Onward(@Nullable RouteEntry entry, boolean isAnew) {

    /** With the routes below. */
    static final Onward BELOW = new Onward(null, false);

    /** With all routes. */
    static final Onward ANEW = new Onward(null, true);
  }

  /**
   * Where a request goes on, whose target may be another one afterwards.
   *
   * @throws Refusal if a rule refuses it
   */
  Onward of(Exchange exchange) {
    if (RequestEnvironment.areOver(exchange)) {
      return Onward.BELOW;
    }
    RewriteResult result = rewriter.rewrite(new ExchangeFacts(exchange));
    if (result instanceof RewriteResult.Refused refused) {
      return refused(refused);
    }
    if (result instanceof RewriteResult.Redirected redirected) {
      return new Onward(handledBy(here -> redirect(here, redirected)), false);
    }
    if (result instanceof RewriteResult.Forwarded forwarded) {
      exchange.target = new Target("", forwarded.target());
      return new Onward(forward.get(forwarded.rule()), false);
    }
    return result instanceof RewriteResult.Changed other ? changed(exchange, other) : Onward.BELOW;
  }

  private Onward changed(Exchange exchange, RewriteResult.Changed other) {
    if (route.section().isOne() && guard != null) {
      CheckAccess.require(exchange, guard); // who may be at the new path is asked there
    }
    exchange.target = new Target("", other.target());
    if (other.pass()) {
      return Onward.BELOW;
    }
    if (route.section().isOne()) {
      RequestEnvironment.of(exchange).askedAnew();
      return Onward.ANEW;
    }
    return changed == null ? Onward.BELOW : new Onward(changed, false);
  }

  private Onward refused(RewriteResult.Refused refused) {
    if (!route.section().isOne()) {
      throw new Refusal(refused.status(), sentence(refused));
    }
    return new Onward(handledBy(here -> here.refuse(refused.status(), sentence(refused))), false);
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
