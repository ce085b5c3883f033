package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stage 7, towards the client: the member's answer, no faster than the client takes it. One piece
 * of the body is held back until it is known whether it is the last, so that a short answer is one
 * write; a flush lets it go. On its event loop only.
 */
final class SendResponse {

  private final ExchangeParts parts;
  private final AnswerPace pace;
  private @Nullable ByteBuf held;

  /** Null where the answer goes on as it comes. */
  private @Nullable GzipBody gzip;

  SendResponse(ExchangeParts parts) {
    this.parts = parts;
    pace = new AnswerPace(parts);
  }

  /**
   * For another answer, whose head has been prepared.
   *
   * @param compresses whether its body is compressed here
   */
  void begin(boolean compresses) {
    Exchange exchange = parts.exchange();
    exchange.status = exchange.inbound.status();
    gzip = compresses ? new GzipBody(ByteBufAllocator.DEFAULT, exchange.proxy.compressors()) : null;
    boolean closes = LastAnswer.isDue(exchange);
    parts.answerEnd.begin(closes);
    if (closes) {
      LastAnswer.announce(exchange);
    }
  }

  /** What follows comes from there: it is held back while the client takes no more. */
  void from(UpstreamExchange lent) {
    pace.begin(lent);
  }

  /** A piece of the body. */
  void body(ByteBuf chunk) {
    if (PrepareResponse.isWithoutContent(parts.exchange().status)) {
      chunk.release();
      return;
    }
    hold(gzip == null ? chunk : gzip.piece(chunk));
  }

  /** What is held already goes out; nothing is what a compressor keeps back. */
  private void hold(ByteBuf piece) {
    if (gzip != null && !piece.isReadable()) {
      piece.release();
      return;
    }
    writeHeld();
    held = piece;
  }

  /** Nothing more could be read for now: what there is goes out. */
  void flush() {
    if (gzip != null) {
      hold(gzip.flushed());
    }
    Exchange exchange = parts.exchange();
    if (held != null) {
      writeHeld();
    } else if (!exchange.inbound.isHeadSent() && !exchange.isHttp10()) {
      exchange.inbound.sendHead();
    }
  }

  private void writeHeld() {
    ByteBuf chunk = held;
    if (chunk == null) {
      return;
    }
    held = null;
    int bytes = chunk.readableBytes();
    Exchange exchange = parts.exchange();
    exchange
        .inbound
        .send(chunk)
        .onComplete(
            (nothing, failure) -> {
              chunk.release();
              exchange.bytesToClient += failure == null ? bytes : 0; // what waits for a window: not
            });
    pace.written();
  }

  /**
   * The answer is whole. The client may have taken all of it before this returns; whenever that is,
   * the exchange has not had its end before {@link AnswerEnd#settle}.
   *
   * @param trailers null if there are none
   */
  void end(@Nullable Head trailers) {
    pace.end();
    if (trailers != null) {
      ResponseTrailers.add(parts.exchange(), trailers);
    }
    ByteBuf piece = held;
    if (gzip != null) {
      piece = piece == null ? gzip.end() : Unpooled.wrappedBuffer(piece, gzip.end());
      gzip = null;
    }
    held = null;
    parts.answerEnd.write(piece);
  }

  /**
   * The answer will not be finished. If nothing of it has gone out, another may take its place,
   * with which the connection ends.
   *
   * @param status of the other
   * @return whether that is so
   */
  boolean takeBack(int status) {
    Exchange exchange = parts.exchange();
    if (exchange.inbound.isHeadSent()) {
      return false;
    }
    drop();
    exchange.inbound.responseFields().clear();
    exchange.inbound.phrase(HttpResponseStatus.valueOf(status).reasonPhrase());
    if (!exchange.isMultiplexed()) {
      LastAnswer.announce(exchange);
    }
    return true;
  }

  /** The answer will not be finished. */
  void drop() {
    parts.retire(); // its end is not told
    pace.end();
    if (gzip != null) {
      gzip.close();
    }
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
