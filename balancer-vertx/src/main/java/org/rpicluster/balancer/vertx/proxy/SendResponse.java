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
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stage 7, towards the client: the member's answer, no faster than the client takes it. One piece
 * of the body is held back until it is known whether it is the last, so that a short answer is one
 * write; a flush lets it go. On its event loop only.
 */
final class SendResponse {

  private @Nullable Exchange exchange;
  private @Nullable InboundExchange inbound;

  /** Lent by the try, until the answer has ended or is dropped. */
  private @Nullable UpstreamExchange upstream;

  private @Nullable ByteBuf held;

  /** What the end was written with, until the client has taken it. */
  private @Nullable ByteBuf last;

  private int lastBytes;
  private @Nullable InactivityTimer untaken;
  private boolean isOver;
  private boolean isTaken;
  private boolean settles;
  private boolean stopsUpload;

  /** Null where the answer goes on as it comes. */
  private @Nullable GzipBody gzip;

  /** Made when the client is first waited for: most answers are taken at once. */
  private @Nullable ClientSilence silence;

  /**
   * Whether the connection ends with the answer: the client asks for it, or nothing else can tell
   * it where a body of unknown length ends.
   */
  private boolean closes;

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
    clear();
    exchange.status = inbound.status();
    gzip = compresses ? new GzipBody(ByteBufAllocator.DEFAULT, exchange.proxy.compressors()) : null;
    closes =
        !exchange.isMultiplexed()
            && (exchange.unknownLength && exchange.isHttp10()
                || LastAnswer.isAskedFor(exchange)
                || exchange.isLeaving()
                || isBodyHeldBack());
    if (closes) {
      LastAnswer.announce(exchange);
    }
  }

  private void clear() {
    untaken = null;
    isOver = false;
    isTaken = false;
    settles = false;
    stopsUpload = false;
    silence = null;
    wasFull = false;
  }

  /** Its exchange is over. */
  void letGo() {
    exchange = null;
    inbound = null;
    gzip = null;
  }

  /** Whether the client was never waited for, and has taken the answer. */
  boolean wasUsual() {
    return inbound == null || isTaken && !wasFull && silence == null && untaken == null;
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
    return isBodyOpen() && inbound.fields().contains(HttpHeaderNames.EXPECT);
  }

  private boolean isBodyOpen() {
    return exchange.hasBody() && !inbound.isBodyEnded();
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
              count(sending, failure, bytes);
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
   * the exchange has not had its end before {@link #settle}.
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
    lastBytes = piece == null ? 0 : piece.readableBytes();
    boolean copied = inbound.isCopied(lastBytes);
    last = copied ? null : piece;
    inbound.end(piece, exchange);
    if (copied) {
      release(piece);
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
    count(exchange, failure, lastBytes);
    release(last);
    last = null;
    ended();
    if (settles) {
      settled();
    }
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

  private static void release(@Nullable ByteBuf piece) {
    if (piece != null) {
      piece.release();
    }
  }

  /** What the client's connection has taken counts; what waited for its window does not. */
  private static void count(Exchange exchange, @Nullable Throwable failure, int bytes) {
    if (failure == null) {
      exchange.bytesToClient += bytes;
    }
  }

  private void ended() {
    if (closes && isBodyOpen()) {
      // The client is given the time to read the answer: StopUpload ends it.
      inbound.onBodyEnd(inbound.connection()::close);
    } else if (closes) {
      inbound.connection().close();
    }
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
