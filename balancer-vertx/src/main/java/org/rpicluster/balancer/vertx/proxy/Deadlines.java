package org.rpicluster.balancer.vertx.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * The deadlines of a request's tries, until the head of its answer: of each, and of all together. A
 * cluster that sets none pays for none. On its event loop only.
 */
final class Deadlines {

  /** There are none: any thread. */
  static final Deadlines NONE = new Deadlines();

  private final long perTryNanos;
  private final long totalNanos;
  private final @Nullable InactivityTimer ofTry;
  private final @Nullable InactivityTimer ofAll;

  private Deadlines() {
    perTryNanos = 0;
    totalNanos = 0;
    ofTry = null;
    ofAll = null;
  }

  /**
   * Those of an exchange's cluster.
   *
   * @param tryTimedOut a try has not had the head of an answer in time
   * @param allTimedOut all of them together have not
   */
  Deadlines(Exchange exchange, Runnable tryTimedOut, Runnable allTimedOut) {
    AttemptPolicy policy = exchange.route().cluster().attempts();
    perTryNanos = policy.perTry().map(Duration::toNanos).orElse(0L);
    totalNanos = policy.total().map(Duration::toNanos).orElse(0L);
    ofTry =
        perTryNanos == 0 ? null : new InactivityTimer(exchange.loop, exchange.ticker, tryTimedOut);
    ofAll =
        totalNanos == 0 ? null : new InactivityTimer(exchange.loop, exchange.ticker, allTimedOut);
  }

  /** All tries have to be over in time. */
  void begin() {
    if (ofAll != null) {
      ofAll.expectWithin(totalNanos);
    }
  }

  /** A try begins, and has to be over in time. */
  void beginTry() {
    if (ofTry != null) {
      ofTry.expectWithin(perTryNanos);
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
}
