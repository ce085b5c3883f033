package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * The end of a member's answer: it is written, taken by the client's connection, and with that the
 * exchange is settled, once the member has done its part as well. Of whichever of both comes first
 * nothing is settled. Used again for each answer; on its event loop only.
 */
final class AnswerEnd {

  private @Nullable Exchange exchange;

  /** What it was written with, until the client has taken it. */
  private @Nullable ByteBuf last;

  private int lastBytes;
  private @Nullable InactivityTimer untaken;
  private boolean closes;
  private boolean isOver;
  private boolean isTaken;
  private boolean settles;
  private boolean stopsUpload;

  /**
   * For another answer.
   *
   * @param closes whether the connection ends with it
   */
  void begin(Exchange exchange, boolean closes) {
    this.exchange = exchange;
    this.closes = closes;
    untaken = null;
    isOver = false;
    isTaken = false;
    settles = false;
    stopsUpload = false;
  }

  /** Its exchange is over. */
  void letGo() {
    exchange = null;
  }

  /** Whether it was taken, and in the turn in which it was written. */
  boolean wasUsual() {
    return isTaken && untaken == null;
  }

  /** Writes it, with the last piece of the body if there is one, which is released here. */
  void write(@Nullable ByteBuf piece) {
    InboundExchange inbound = exchange.inbound;
    lastBytes = piece == null ? 0 : piece.readableBytes();
    boolean copied = inbound.isCopied(lastBytes);
    last = copied ? null : piece;
    inbound.end(piece, exchange);
    if (copied) {
      release(piece);
    }
  }

  private static void release(@Nullable ByteBuf piece) {
    if (piece != null) {
      piece.release();
    }
  }

  /** The client has a while to take it. */
  void waits() {
    untaken = AwaitTaken.begin(exchange);
  }

  /** The client has taken all of the answer, or never will. */
  void taken(@Nullable Throwable failure) {
    isOver = true;
    isTaken = failure == null;
    if (untaken != null) {
      untaken.stop();
    }
    if (isTaken) {
      exchange.bytesToClient += lastBytes;
    }
    release(last);
    last = null;
    close();
    if (settles) {
      settled();
    }
  }

  private void close() {
    InboundExchange inbound = exchange.inbound;
    if (closes && isBodyOpen(exchange)) {
      // The client is given the time to read the answer: StopUpload ends it.
      inbound.onBodyEnd(inbound.connection()::close);
    } else if (closes) {
      inbound.connection().close();
    }
  }

  /** Whether the client has not sent all of its body. */
  static boolean isBodyOpen(Exchange exchange) {
    return exchange.hasBody() && !exchange.inbound.isBodyEnded();
  }

  /** The member has done its part: the end of the answer is that of the exchange. */
  void settle() {
    settles = true;
    stopsUpload = StopUpload.begin(exchange);
    if (isOver) {
      settled();
    }
  }

  private void settled() {
    if (isTaken && stopsUpload) {
      StopUpload.answered(exchange);
    }
    exchange.proxy.settle().answered(exchange, isTaken);
  }
}
