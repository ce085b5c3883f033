package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.rpicluster.balancer.vertx.access.AccessDecision;
import org.rpicluster.balancer.vertx.access.AuthenticatedUser;
import org.rpicluster.balancer.vertx.access.Credentials;
import org.rpicluster.balancer.vertx.access.Guard;
import org.rpicluster.balancer.vertx.access.GuardedRequest;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.access.Users;

/**
 * After stage 3, where a route needs a user: checks the password that came with a request. 401
 * without the right one, 429 after too many wrong ones. One that was right a moment ago costs a
 * hash of a few hundred bytes; any other is worked out off the event loop, and the request waits
 * for that with its body held back. On its event loop only. RFC 9110 §15.5.2, RFC 7617.
 */
final class Authenticate implements ExchangeHolder {

  private final Exchange exchange;
  private final Guard guard;
  private final GuardedRequest asked;
  private final Login login;
  private final Stage next;

  private Authenticate(
      Exchange exchange, Guard guard, GuardedRequest asked, Login login, Stage next) {
    this.exchange = exchange;
    this.guard = guard;
    this.asked = asked;
    this.login = login;
    this.next = next;
  }

  /**
   * Goes on with a user who may use the route; not at all if the client is gone by then.
   *
   * @param asked the request as the guard sees it, which lacks a user
   * @param login where its users are known from
   * @throws Refusal if it has none, or is not to be looked at yet
   */
  static void then(Exchange exchange, Guard guard, GuardedRequest asked, Login login, Stage next) {
    new Authenticate(exchange, guard, asked, login, next).authenticate();
  }

  private void authenticate() {
    String field = exchange.inbound.fields().get(HttpHeaderNames.AUTHORIZATION);
    Credentials credentials = Credentials.read(field).orElseThrow(() -> unauthorized());
    Users users = guard.of(login).orElseThrow(CheckAccess::forbidden);
    Optional<AuthenticatedUser> known = users.known(credentials);
    if (known.isPresent()) {
      judge(known);
      next.carry(exchange);
      return;
    }
    long seconds = guard.throttle().secondsToWait(address());
    if (seconds > 0) {
      throw tooMany(seconds);
    }
    await(users, credentials);
  }

  private String address() {
    return exchange.client.nearestAddress();
  }

  /** A user who may not come is asked for another name, as Apache does. */
  private void judge(Optional<AuthenticatedUser> user) {
    user.ifPresent(asked::by);
    if (user.isEmpty() || guard.requirement().of(asked) != AccessDecision.GRANTED) {
      throw unauthorized();
    }
    user.ifPresent(known -> exchange.user = known.shown());
  }

  private void await(Users users, Credentials credentials) {
    exchange.inbound.onGone(exchange);
    exchange.heldBy(this);
    boolean mayHaveBody = exchange.isMultiplexed() || BodyStart.follows(exchange);
    boolean holds = mayHaveBody && BodyStart.read(exchange) == null;
    if (holds) {
      exchange.inbound.pauseBody();
    }
    boolean waits =
        users.find(
            credentials,
            user -> exchange.loop.execute(() -> exchange.guarded(it -> found(user, holds))));
    if (!waits) {
      refuse(new Refusal(503, "Too many passwords are being checked."));
    }
  }

  private void found(Optional<AuthenticatedUser> user, boolean holds) {
    if (user.isPresent()) {
      guard.throttle().succeeded(address());
    } else {
      guard.throttle().failed(address());
    }
    if (exchange.isSettled()) {
      return;
    }
    try {
      judge(user);
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

  /** RFC 6585 §4. */
  private Refusal tooMany(long seconds) {
    exchange.inbound.responseFields().set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
    return new Refusal(429, "Too many wrong passwords: try again in " + seconds + " s.");
  }

  private Refusal unauthorized() {
    exchange.inbound.responseFields().set(HttpHeaderNames.WWW_AUTHENTICATE, login.challenge());
    return new Refusal(401, "A user and a password are needed.");
  }
}
