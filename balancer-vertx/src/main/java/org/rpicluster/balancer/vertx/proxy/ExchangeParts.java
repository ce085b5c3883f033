package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.PickContext;

/**
 * The parts that the stages of an exchange need while it is under way: made once, and lent to one
 * exchange after the other ({@link ObjectPool}). Which exchange that is these parts know from here
 * alone, and it is forgotten here with its end. A part that leaves something behind which could
 * call it after that retires all of them: of such an exchange nothing is used again. The usual one
 * leaves nothing: one try over a connection that stood, no wait in line, no client that was waited
 * for. What its two sides are told goes through the {@link Exchange}, which is new for each request
 * and lets its parts go with its end.
 *
 * <p>Half a kilobyte, and up to three for bodies. On the event loop of its exchange only.
 */
final class ExchangeParts {

  final ExchangeTimes times = new ExchangeTimes();
  final PickContext pickContext = new PickContext();
  final TryHistory tries = new TryHistory();
  final Attempts attempts = new Attempts(this);
  final Try firstTry = new Try(this);
  final SendRequest firstCall = new SendRequest(this);
  final AnswerEnd answerEnd = new AnswerEnd(this);
  final Relay relay = new Relay(this);

  /** Null before the first body that goes to a member. */
  private @Nullable SendBody body;

  private @Nullable Exchange exchange;
  private boolean retired;

  /** They are lent to an exchange, whose request has just come. */
  void begin(Exchange lentTo) {
    exchange = lentTo;
    times.begin(lentTo.ticker);
    pickContext.clear();
    tries.clear();
  }

  /** The one that they are lent to. */
  Exchange exchange() {
    return exchange;
  }

  /** For the body of this exchange's request. */
  SendBody body() {
    if (body == null) {
      body = new SendBody(this);
    }
    return body;
  }

  /** Another try than the first, for this exchange alone. */
  Try anotherTry() {
    retire();
    return new Try(this);
  }

  /** Another call than the first, for this exchange alone. */
  SendRequest anotherCall() {
    retire();
    return new SendRequest(this);
  }

  /** Something is left behind that may call one of them after the exchange has ended. */
  void retire() {
    retired = true;
  }

  /**
   * The exchange has ended.
   *
   * @return whether they may be lent to another
   */
  boolean end() {
    if (!retired) {
      exchange = null;
    }
    return !retired;
  }
}
