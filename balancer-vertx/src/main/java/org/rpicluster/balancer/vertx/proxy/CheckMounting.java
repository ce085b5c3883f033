package org.rpicluster.balancer.vertx.proxy;

/**
 * Before stage 1: checks that the proxy gets the request as it came. Other handlers of the embedder
 * may have stood before it; what they read of the body is gone, and what they wrote cannot be taken
 * back. Each fault is 500, with a line in the log that says what to change ({@link
 * org.rpicluster.balancer.fault.RecurringFaults}), and charges no member. Three reads of fields
 * where all is well; on the exchange's event loop. {@code docs/embedding.md}, "Mounting".
 */
final class CheckMounting {

  private static final String OFF_THE_LOOP = "This server cannot be proxied from.";
  private static final String READ_BEFORE = "The request's body was read before it came here.";
  private static final String ANSWERED_BEFORE = "The request was answered before it came here.";

  /** What an embedder can do about it. */
  private static final String TO_KEEP_BODIES =
      "a request's body was read before the proxy was called (expected: the proxy before"
          + " BodyHandler, or BalancingProxyHandler in its place, and request.pause() before"
          + " anything asynchronous)";

  private static final String TO_ANSWER_ONCE =
      "a request was answered before the proxy was called (expected: one handler that answers, and"
          + " no next() after it)";

  private static final String TO_STAY_ON_THE_LOOP =
      "the proxy was mounted in a server of a worker verticle (expected: a server of a verticle on an event loop)";

  private CheckMounting() {}

  /**
   * Checks that the request can be carried; a body that was read and handed over counts as one.
   *
   * @throws Refusal if it cannot
   */
  static void check(Exchange exchange) {
    if (!exchange.inbound.isOnLoop()) {
      exchange.proxy.ownFaults().occurred(TO_STAY_ON_THE_LOOP);
      throw Refusal.failed(OFF_THE_LOOP);
    }
    if (exchange.inbound.isHeadSent() || exchange.inbound.isAnswered()) {
      exchange.proxy.ownFaults().occurred(TO_ANSWER_ONCE);
      throw Refusal.failed(ANSWERED_BEFORE);
    }
    if (BodyStart.read(exchange) == null && isRead(exchange)) {
      throw readBefore(exchange);
    }
    if (BodyStart.read(exchange) == null && exchange.inbound.isBodyEnded()) {
      BodyStart.none(exchange); // it is an empty one, whatever frames it
    }
  }

  /** A part of the body is missing. */
  static Refusal readBefore(Exchange exchange) {
    exchange.proxy.ownFaults().occurred(TO_KEEP_BODIES);
    return Refusal.failed(READ_BEFORE);
  }

  /** What is held back counts as read over HTTP/2: only the end tells, here or in SendBody. */
  private static boolean isRead(Exchange exchange) {
    return exchange.inbound.bodyBytes() > 0
        && (exchange.inbound.isBodyEnded() || !exchange.isMultiplexed());
  }
}
