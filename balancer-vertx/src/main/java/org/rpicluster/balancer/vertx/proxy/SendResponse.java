package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.TrailerFields;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stage 7, towards the client: the member's answer, no faster than the client takes it. One piece
 * of the body is held back until it is known whether it is the last, so that a short answer is one
 * write; a flush lets it go. On its event loop only.
 */
final class SendResponse {

  private final AnswerEnd end = new AnswerEnd();
  private @Nullable Exchange exchange;
  private @Nullable InboundExchange inbound;

  /** Lent by the try, until the answer has ended or is dropped. */
  private @Nullable UpstreamExchange upstream;

  private @Nullable ByteBuf held;

  /** Null where the answer goes on as it comes. */
  private @Nullable GzipBody gzip;

  /** Made when the client is first waited for: most answers are taken at once. */
  private @Nullable ClientSilence silence;

  /** The client's connection was full once: what tells that it is not any more is left behind. */
  private boolean wasFull;

  /**
   * For another answer, whose head has been prepared.
   *
   * @param compresses whether its body is compressed here
   */
  void begin(Exchange exchange, boolean compresses) {
    this.exchange = exchange;
    inbound = exchange.inbound;
    silence = null;
    wasFull = false;
    exchange.status = inbound.status();
    gzip = compresses ? new GzipBody(ByteBufAllocator.DEFAULT, exchange.proxy.compressors()) : null;
    boolean closes = closes();
    end.begin(exchange, closes);
    if (closes) {
      LastAnswer.announce(exchange);
    }
  }

  /**
   * Whether the connection ends with the answer: the client asks for it, or nothing else can tell
   * it where a body of unknown length ends.
   */
  private boolean closes() {
    return !exchange.isMultiplexed()
        && (exchange.unknownLength && exchange.isHttp10()
            || LastAnswer.isAskedFor(exchange)
            || exchange.isLeaving()
            || isBodyHeldBack());
  }

  /** Its exchange is over. */
  void letGo() {
    exchange = null;
    inbound = null;
    gzip = null;
    end.letGo();
  }

  /** Whether the client was never waited for, and has taken the answer. */
  boolean wasUsual() {
    return inbound == null || !wasFull && silence == null && end.wasUsual();
  }

  /** What follows comes from there: it is held back while the client takes no more. */
  void from(UpstreamExchange lent) {
    upstream = lent;
  }

  /**
   * Whether the client waits for a 100 that does not come: it may send the body after all, or the
   * next request in its place. RFC 9110 §10.1.1.
   */
  private boolean isBodyHeldBack() {
    return AnswerEnd.isBodyOpen(exchange) && inbound.fields().contains(HttpHeaderNames.EXPECT);
  }

  /** A piece of the body. */
  void body(ByteBuf chunk) {
    if (PrepareResponse.isWithoutContent(exchange.status)) {
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
    if (held != null) {
      writeHeld();
    } else if (!inbound.isHeadSent() && !exchange.isHttp10()) {
      inbound.sendHead();
    }
  }

  private void writeHeld() {
    ByteBuf chunk = held;
    if (chunk == null) {
      return;
    }
    held = null;
    int bytes = chunk.readableBytes();
    Exchange sending = exchange;
    inbound
        .send(chunk)
        .onComplete(
            (nothing, failure) -> {
              chunk.release();
              sending.bytesToClient += failure == null ? bytes : 0; // what waits for a window: not
            });
    if (inbound.isFull()) {
      wasFull = true;
      upstream.pause();
      if (exchange.isMultiplexed()) {
        inbound.flush();
      }
      expectClient();
      inbound.onWritable(this::resume);
    }
  }

  private void expectClient() {
    if (silence == null) {
      silence = new ClientSilence(exchange);
    }
    silence.expectClient();
  }

  private void endSilence() {
    if (silence != null) {
      silence.end();
    }
  }

  private void resume() {
    endSilence();
    if (upstream != null) {
      upstream.resume();
    }
  }

  /**
   * The answer is whole. The client may have taken all of it before this returns; whenever that is,
   * the exchange has not had its end before {@link AnswerEnd#settle}.
   *
   * @param trailers null if there are none
   */
  void end(@Nullable Head trailers) {
    upstream = null;
    endSilence();
    if (trailers != null && !exchange.isHttp10()) {
      addTrailers(trailers);
    }
    ByteBuf piece = held;
    if (gzip != null) {
      piece = piece == null ? gzip.end() : Unpooled.wrappedBuffer(piece, gzip.end());
    }
    held = null;
    end.write(piece);
  }

  /** What becomes of that. */
  AnswerEnd end() {
    return end;
  }

  /** Only a body in chunks has room for them; what may not stand there ends here. */
  private void addTrailers(Head trailers) {
    if (exchange.unknownLength || exchange.isMultiplexed()) {
      HeadFields came = HeadFields.over(trailers);
      List<String> connection = Values.of(came, HttpHeaderNames.CONNECTION);
      FieldChanges changes = exchange.route().rewriting().toClient();
      TrailerFields.copy(came, connection, changes::has, inbound.responseTrailers()::add);
    }
  }

  /**
   * The answer will not be finished. If nothing of it has gone out, another may take its place,
   * with which the connection ends.
   *
   * @param status of the other
   * @return whether that is so
   */
  boolean takeBack(int status) {
    if (inbound.isHeadSent()) {
      return false;
    }
    drop();
    inbound.responseFields().clear();
    inbound.phrase(HttpResponseStatus.valueOf(status).reasonPhrase());
    if (!exchange.isMultiplexed()) {
      LastAnswer.announce(exchange);
    }
    return true;
  }

  /** The answer will not be finished. */
  void drop() {
    upstream = null;
    endSilence();
    if (gzip != null) {
      gzip.close();
    }
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
