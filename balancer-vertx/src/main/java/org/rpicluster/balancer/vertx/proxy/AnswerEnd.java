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

  private final ExchangeParts parts;

  /** What it was written with, until the client has taken it. */
  private @Nullable ByteBuf last;

  private int lastBytes;
  private @Nullable InactivityTimer untaken;
  private boolean closes;
  private boolean isOver;
  private boolean isTaken;
  private boolean settles;
  private boolean stopsUpload;

  AnswerEnd(ExchangeParts parts) {
    this.parts = parts;
  }

  /**
   * For another answer.
   *
   * @param closes whether the connection ends with it
   */
  void begin(boolean closes) {
    this.closes = closes;
    untaken = null;
    isOver = false;
    isTaken = false;
    settles = false;
    stopsUpload = false;
  }

  /** Writes it, with the last piece of the body if there is one, which is released here. */
  void write(@Nullable ByteBuf piece) {
    Exchange exchange = parts.exchange();
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
    parts.retire(); // its timer may still run
    untaken = AwaitTaken.begin(parts.exchange());
  }

  /** The client has taken all of the answer, or never will. */
  void taken(@Nullable Throwable failure) {
    Exchange exchange = parts.exchange();
    isOver = true;
    isTaken = failure == null;
    if (untaken != null) {
      untaken.stop();
    }
    if (isTaken) {
      exchange.bytesToClient += lastBytes;
    } else {
      parts.retire(); // its connection may tell more of that
    }
    release(last);
    last = null;
    close(exchange);
    if (settles) {
      settled(exchange);
    }
  }

  private void close(Exchange exchange) {
    InboundExchange inbound = exchange.inbound;
    if (closes && BodyStart.isOpen(exchange)) {
      // The client is given the time to read the answer: StopUpload ends it.
      inbound.onBodyEnd(inbound.connection()::close);
    } else if (closes) {
      inbound.connection().close();
    }
  }

  /** The member has done its part: the end of the answer is that of the exchange. */
  void settle() {
    Exchange exchange = parts.exchange();
    settles = true;
    stopsUpload = StopUpload.begin(exchange);
    if (isOver) {
      settled(exchange);
    }
  }

  private void settled(Exchange exchange) {
    if (isTaken && stopsUpload) {
      StopUpload.answered(exchange);
    }
    exchange.proxy.settle().answered(exchange, isTaken);
  }
}
