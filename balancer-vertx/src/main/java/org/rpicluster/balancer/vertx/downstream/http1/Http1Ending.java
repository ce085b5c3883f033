package org.rpicluster.balancer.vertx.downstream.http1;

import java.time.Duration;
import org.rpicluster.balancer.vertx.netty.ChannelTimer;

/**
 * The end of a connection: behind an answer that is the last, after its client has closed its side,
 * with a server that stops. On its event loop only. RFC 9112 §9.6.
 */
final class Http1Ending {

  private final Http1Handler handler;
  private final Http1Requests requests;
  private final Http1Input input;
  private final Http1Output output;
  private final HalfClosedInput halfClosed;
  private final Runnable readAgain;

  /** The next head that is sent says so. */
  private boolean withNext;

  /** Whatever was said: nothing more is begun. */
  private boolean closing;

  Http1Ending(
      Http1Handler handler, Http1Requests requests, Http1Input input, HalfClosedInput halfClosed) {
    this.handler = handler;
    this.requests = requests;
    this.input = input;
    this.halfClosed = halfClosed;
    output = handler.output();
    readAgain = requests::readOn;
  }

  /** An answer, or the body of its request, has come to its end: the next request, or the end. */
  void advance() {
    ExchangeUnderWay now = requests.exchange();
    if (!now.isOver()) {
      linger();
    } else if (closing || now.isLast() || halfClosed.isNoted() && input.isEmpty()) {
      requests.stop();
      output.closeBehind();
    } else if (requests.isMoreDue()) {
      handler.ctx().executor().execute(readAgain); // once those who wrote the answer have finished
    }
  }

  /**
   * The next answer whose head is sent is the last, however long it is until then. One whose head
   * has gone could not say so, and its client would ask once more on a connection that closes.
   */
  void withNext() {
    withNext = true;
  }

  /** Whether an answer whose head is sent now is the last. */
  boolean isWithNext() {
    return withNext || closing;
  }

  /** The same; where no answer is under way the connection is closed at once. */
  void leave() {
    closing = true;
    if (requests.isResting()) {
      output.closeBehind();
    }
  }

  /** Closes the connection as soon as nothing is under way, at the latest after a time. */
  void closeGently(Duration most) {
    closing = true;
    if (requests.isIdle()) {
      output.closeBehind();
    } else {
      linger();
      ChannelTimer.schedule(handler.ctx().channel(), most, output::closeBehind);
    }
  }

  /** The client sees the end of its answer; what it still sends is read for a while. */
  private void linger() {
    ExchangeUnderWay now = requests.exchange();
    if ((closing || withNext && now.isLast()) && now.isTaken()) {
      output.shutdown();
    }
  }

  /** The client has closed its side. */
  void sideClosed() {
    if (!halfClosed.note()) {
      return;
    }
    if (halfClosed.isQueued()) {
      handler.ctx().close();
    } else if (input.isEmpty()) {
      inputRead();
    }
  }

  /** All that came is read: the end, if nothing more comes. */
  void inputRead() {
    if (!halfClosed.isNoted()) {
      return;
    }
    if (requests.isIdle()) {
      output.closeBehind();
    } else if (requests.exchange().body.isOver()) {
      halfClosed.closeWhenSilent();
    } else {
      output.close(handler.ctx().newPromise());
    }
  }
}
