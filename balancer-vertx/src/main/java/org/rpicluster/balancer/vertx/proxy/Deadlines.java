package org.rpicluster.balancer.vertx.proxy;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * The deadlines of a request's tries, until the head of its answer: of each, and of all together. A
 * cluster that sets none pays for none. On its event loop only.
 */
final class Deadlines {

  private final Exchange exchange;
  private final Attempt attempt;
  private final Optional<Duration> perTry;
  private final Optional<Duration> total;
  private @Nullable InactivityTimer ofTry;
  private @Nullable InactivityTimer ofAll;

  Deadlines(Exchange exchange, Attempt attempt) {
    this.exchange = exchange;
    this.attempt = attempt;
    perTry = exchange.route.cluster().attempts().perTry();
    total = exchange.route.cluster().attempts().total();
  }

  /** All tries have to be over in time. */
  void begin() {
    if (total.isPresent()) {
      ofAll = inactivity(attempt::allTimedOut);
      ofAll.expectWithin(total.get().toNanos());
    }
  }

  /** A try begins, and has to be over in time. */
  void beginTry() {
    if (perTry.isPresent()) {
      ofTry = ofTry == null ? inactivity(attempt::tryTimedOut) : ofTry;
      ofTry.expectWithin(perTry.get().toNanos());
    }
  }

  /** A try is over. */
  void endTry() {
    if (ofTry != null) {
      ofTry.disarm();
    }
  }

  /** Nothing more is waited for. */
  void end() {
    if (ofTry != null) {
      ofTry.stop();
    }
    if (ofAll != null) {
      ofAll.stop();
    }
  }

  private InactivityTimer inactivity(Runnable passed) {
    return new InactivityTimer(exchange.loop, exchange.ticker, passed);
  }
}
