package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.access.AccessDecision;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.access.GuardedRequest;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.routing.PlainPath;

/**
 * After stage 3, before anything else is done: checks whether this request may use its route. 403
 * where it may not with any user; where a user is needed, {@link Authenticate} goes on. A route
 * that is not guarded costs a comparison with null. On its event loop only. RFC 9110 §15.5.4.
 */
final class CheckAccess {

  private final Exchange exchange;
  private final GuardedRequest asked;
  private final Guard guard;
  private final Stage next;

  private CheckAccess(Exchange exchange, Guard guard, Stage next) {
    this.exchange = exchange;
    this.guard = guard;
    this.next = next;
    asked =
        new GuardedRequest(
            exchange.client,
            exchange.inbound.method(),
            exchange.inbound.fields(),
            path(exchange),
            new FieldFacts(exchange, null, judged(exchange)));
  }

  /**
   * Goes on if the request may; not at all if the client is gone by then.
   *
   * @throws Refusal if it may not
   */
  static void then(Exchange exchange, @Nullable Guard guard, Stage next) {
    if (guard == null) {
      next.carry(exchange);
    } else {
      new CheckAccess(exchange, guard, next).check();
    }
  }

  /**
   * Refuses a request that its route is not for, whichever user sends it; one that the route is
   * only for with a user as well, as nothing waits for a password here.
   *
   * @throws Refusal if it may not use it
   */
  static void require(Exchange exchange, Guard guard) {
    CheckAccess check = new CheckAccess(exchange, guard, any -> {});
    if (guard.requirement().of(check.asked) != AccessDecision.GRANTED) {
      throw forbidden();
    }
  }

  /** The path that its route was found by; where rules forward it, the one that they were asked. */
  private static String path(Exchange exchange) {
    String target = judged(exchange);
    String path = PlainPath.of(target);
    int query = path.equals(target) ? path.indexOf('?') : -1;
    return query < 0 ? path : path.substring(0, query);
  }

  private static String judged(Exchange exchange) {
    String judged = exchange.judgedTarget;
    return judged.isEmpty() ? exchange.target.pathAndQuery() : judged;
  }

  private void check() {
    AccessDecision ruling = guard.requirement().of(asked);
    Login login = asked.needed();
    if (ruling == AccessDecision.GRANTED) {
      next.carry(exchange);
    } else if (ruling == AccessDecision.DENIED || login == null) {
      throw forbidden();
    } else {
      Authenticate.then(exchange, guard, asked, login, next);
    }
  }

  /** It is not for this client, whichever user it has. */
  static Refusal forbidden() {
    return new Refusal(403, "This may not be asked for from here.");
  }
}
