package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.access.AccessDecision;
import org.rpicluster.balancer.vertx.access.AuthenticatedUser;
import org.rpicluster.balancer.vertx.access.Credentials;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.access.GuardedRequest;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.access.Users;
import org.rpicluster.balancer.vertx.routing.PlainPath;

/**
 * After stage 3, before anything else is done: checks whether this request may use its route. 403
 * where it may not with any user, 401 where a user is needed. A password that was right a moment
 * ago costs a hash of a few hundred bytes; any other is worked out off the event loop, and the
 * request waits for that with its body held back. A route that is not guarded costs a comparison
 * with null. On its event loop only. RFC 9110 §15.5.2 and §15.5.4, RFC 7617.
 */
final class CheckAccess implements ExchangeHolder {

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
      authenticate(login);
    }
  }

  private void authenticate(Login login) {
    String field = exchange.inbound.fields().get(HttpHeaderNames.AUTHORIZATION);
    Credentials credentials = Credentials.read(field).orElseThrow(() -> unauthorized(login));
    Users users = guard.of(login).orElseThrow(CheckAccess::forbidden);
    Optional<AuthenticatedUser> known = users.known(credentials);
    if (known.isPresent()) {
      judge(login, known);
      next.carry(exchange);
      return;
    }
    long seconds = guard.throttle().secondsToWait(address());
    if (seconds > 0) {
      throw tooMany(seconds);
    }
    await(login, users, credentials);
  }

  private String address() {
    return exchange.client.nearestAddress();
  }

  /** A user who may not come is asked for another name, as Apache does. */
  private void judge(Login login, Optional<AuthenticatedUser> user) {
    user.ifPresent(asked::by);
    if (user.isEmpty() || guard.requirement().of(asked) != AccessDecision.GRANTED) {
      throw unauthorized(login);
    }
    user.ifPresent(known -> exchange.user = known.shown());
  }

  private void await(Login login, Users users, Credentials credentials) {
    exchange.inbound.onGone(exchange::clientGone);
    exchange.heldBy(this);
    boolean mayHaveBody = exchange.isMultiplexed() || BodyStart.follows(exchange);
    boolean holds = mayHaveBody && BodyStart.read(exchange) == null;
    if (holds) {
      exchange.inbound.pauseBody();
    }
    boolean waits =
        users.find(
            credentials,
            user -> exchange.loop.execute(() -> exchange.guarded(() -> found(login, user, holds))));
    if (!waits) {
      refuse(new Refusal(503, "Too many passwords are being checked."));
    }
  }

  private void found(Login login, Optional<AuthenticatedUser> user, boolean holds) {
    if (user.isPresent()) {
      guard.throttle().succeeded(address());
    } else {
      guard.throttle().failed(address());
    }
    if (exchange.isSettled()) {
      return;
    }
    try {
      judge(login, user);
    } catch (Refusal refusal) {
      refuse(refusal);
      return;
    }
    exchange.heldBy(null);
    exchange.inbound.onGone(() -> {}); // what comes next hears of it in its own way
    next.carry(exchange);
    if (holds && !isTaken()) {
      exchange.inbound.resumeBody();
    }
  }

  /** Whether a later stage sees to the body. */
  private boolean isTaken() {
    boolean endsAtOnce = "0".equals(exchange.inbound.fields().get(HttpHeaderNames.CONTENT_LENGTH));
    return exchange.route() != null && !endsAtOnce;
  }

  @Override
  public void clientGone() {
    exchange.proxy.settle().clientGone(exchange);
  }

  @Override
  public void refuse(Refusal refusal) {
    exchange.proxy.settle().refuse(exchange, refusal);
  }

  private static Refusal forbidden() {
    return new Refusal(403, "This may not be asked for from here.");
  }

  /** RFC 6585 §4. */
  private Refusal tooMany(long seconds) {
    exchange.inbound.responseFields().set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
    return new Refusal(429, "Too many wrong passwords: try again in " + seconds + " s.");
  }

  private Refusal unauthorized(Login login) {
    exchange.inbound.responseFields().set(HttpHeaderNames.WWW_AUTHENTICATE, login.challenge());
    return new Refusal(401, "A user and a password are needed.");
  }
}
