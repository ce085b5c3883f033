package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.pick.PickContext;

/**
 * What the stages of an exchange need while it is under way: made once, and used again for another
 * exchange ({@link ObjectPool}) if this one has gone the usual way: one try over a connection that
 * stood, no wait in line, no client that was waited for. Then nothing is left that could call it;
 * of an exchange that went any other way nothing is used again. What its two sides are told goes
 * through the {@link Exchange}, which is new for each request and lets it go with its end.
 *
 * <p>Half a kilobyte. On the event loop of its exchange only.
 */
final class ExchangeParts {

  final ExchangeTimes times = new ExchangeTimes();
  final PickContext pickContext = new PickContext();
  final TryHistory tries = new TryHistory();
  final Attempts attempts = new Attempts();
  final SendRequest call = new SendRequest();
  final Try firstTry = new Try(call);
  final Relay relay = new Relay();

  /** For another exchange, whose request has just come. */
  void begin(Exchange exchange) {
    times.begin(exchange.ticker);
    pickContext.clear();
    tries.clear();
    attempts.clear();
  }

  /** Its exchange is over, and is not held on to while no other has come. */
  void rest() {
    attempts.letGo();
    firstTry.letGo();
    call.letGo();
    relay.letGo();
  }

  /** Whether nothing is left that could call it, now that its exchange has come to its end. */
  boolean areFree() {
    return attempts.wereUsual(firstTry) && firstTry.isUsual() && relay.wasUsual();
  }
}
