package org.rpicluster.balancer.vertx.proxy;

import java.time.Instant;
import org.rpicluster.balancer.time.Ticker;

/**
 * The times at which things happened in one exchange: two readings of the clock when it begins, one
 * for the answer's head, one at the end; a connection or a member costs two more only if it had to
 * be waited for. On its event loop only.
 */
final class ExchangeTimes {

  /** It has not happened. */
  static final long NEVER = -1;

  private Instant received = Instant.EPOCH;

  private Ticker ticker = Ticker.system();
  private long receivedNanos;
  private long awaitingSince;
  private boolean awaiting;
  private long connectNanos = NEVER;
  private long firstByteNanos = NEVER;
  private long queuedSince;
  private long queueNanos;

  /** Another exchange begins. */
  void begin(Ticker clocks) {
    ticker = clocks;
    received = clocks.now();
    receivedNanos = clocks.nanos();
    awaiting = false;
    connectNanos = NEVER;
    firstByteNanos = NEVER;
    queueNanos = 0;
  }

  /** When it began, by the wall clock. */
  Instant received() {
    return received;
  }

  /** It waits for a member. */
  void queued() {
    queuedSince = ticker.nanos();
  }

  /** It waits no longer. */
  void unqueued() {
    queueNanos += ticker.nanos() - queuedSince;
  }

  /** A connection is asked for. */
  void connecting() {
    awaiting = false;
  }

  /** It does not stand at once. */
  void awaitConnection() {
    awaiting = true;
    awaitingSince = ticker.nanos();
  }

  /** It stands. */
  void connected() {
    connectNanos = awaiting ? ticker.nanos() - awaitingSince : 0;
    awaiting = false;
  }

  /** The head of the member's answer is there. */
  void answered() {
    firstByteNanos = sinceReceived();
  }

  /** From the request's head to now. */
  long sinceReceived() {
    return ticker.nanos() - receivedNanos;
  }

  long connectNanos() {
    return connectNanos;
  }

  /** How long members were waited for, in all. */
  long queueNanos() {
    return queueNanos;
  }

  long firstByteNanos() {
    return firstByteNanos;
  }
}
