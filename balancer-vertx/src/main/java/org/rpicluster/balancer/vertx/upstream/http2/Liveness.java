package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Finds out whether a member that says nothing while exchanges wait for it is still there: it is
 * asked once by a ping, and taken for gone if it does not answer that. Once per silence, as gRPC
 * servers take the third ping without anything between for an attack. One timer. On its event loop
 * only. RFC 9113 §6.7.
 */
final class Liveness {

  /**
   * Two of them are the longest that a dead member goes unnoticed: shorter than the 60 s for which
   * an answer is awaited, longer than any pause of a live one.
   */
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final InactivityTimer inactivity;
  private final Runnable ask;
  private final Runnable gone;
  private boolean awake;
  private boolean heard;
  private boolean asked;
  private boolean answered;

  /**
   * No exchange waits yet.
   *
   * @param ask sends a ping
   * @param gone is run when nothing came back
   */
  Liveness(EventLoop loop, Ticker ticker, Runnable ask, Runnable gone) {
    inactivity = new InactivityTimer(loop, ticker, this::look);
    this.ask = ask;
    this.gone = gone;
  }

  /** An exchange waits for the member. */
  void expect() {
    if (!awake) {
      awake = true;
      begin();
    }
  }

  /** No exchange waits for it any more. */
  void rest() {
    awake = false;
    inactivity.disarm();
  }

  /** The connection is gone. */
  void end() {
    inactivity.stop();
  }

  /** The member has sent a frame that is more than the answer to a ping. */
  void heard() {
    heard = true;
  }

  /** The ping is answered. */
  void answered() {
    answered = true;
  }

  private void begin() {
    heard = false;
    asked = false;
    answered = false;
    inactivity.expectWithin(PERIOD_NANOS);
  }

  private void look() {
    if (heard) {
      begin();
    } else if (asked && !answered) {
      gone.run();
    } else {
      if (!asked) {
        asked = true;
        ask.run();
      }
      inactivity.expectWithin(PERIOD_NANOS);
    }
  }
}
