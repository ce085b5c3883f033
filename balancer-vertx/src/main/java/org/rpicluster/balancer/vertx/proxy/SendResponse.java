package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.http.EndToEnd;
import org.rpicluster.balancer.vertx.http.TrailerFields;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stage 10: the answer to the client, no faster than the client takes it. One piece of the body is
 * held back until it is known whether it is the last, so that a short answer is one write; a flush
 * lets it go. On its event loop only.
 */
final class SendResponse {

  private final Exchange exchange;
  private final HttpServerResponse inboundResponse;
  private final Settle settle;
  private final ClientSilence silence;
  private @Nullable UpstreamExchange upstream;
  private @Nullable ByteBuf held;
  private boolean begun;

  /**
   * Whether the connection ends with the answer: the client asks for it, or nothing else can tell
   * it where a body of unknown length ends.
   */
  private boolean closes;

  /**
   * The answer of an exchange.
   *
   * @param settle is told when the last of it has been sent
   * @param faults is told if the client does not take it in time
   */
  SendResponse(Exchange exchange, Settle settle, ClientFaults faults) {
    this.exchange = exchange;
    this.settle = settle;
    silence = new ClientSilence(exchange, faults);
    inboundResponse = exchange.inboundResponse;
  }

  /** Whether the final answer has begun: from here on there is no second try. */
  boolean hasBegun() {
    return begun;
  }

  /** Relays an interim answer; HTTP/1.0 knows none. */
  void interim(HttpResponse upstreamResponse) {
    if (exchange.inboundRequest.version() == HttpVersion.HTTP_1_0) {
      return;
    }
    int status = upstreamResponse.status().code();
    if (status == HttpResponseStatus.CONTINUE.code()) {
      inboundResponse.writeContinue();
    } else if (status == HttpResponseStatus.EARLY_HINTS.code()) {
      MultiMap hints = MultiMap.caseInsensitiveMultiMap();
      copyUnchanged(upstreamResponse, hints::add);
      inboundResponse.writeEarlyHints(hints);
    } else if (ClientWire.of(exchange.inboundRequest).isPresent()) {
      // Vert.x knows the two above and no others; a proxy must relay all. RFC 9110 §15.2.
      HttpHeaders passed = DefaultHttpHeadersFactory.headersFactory().newHeaders();
      copyUnchanged(upstreamResponse, passed::add);
      ClientWire.interim(exchange.inboundRequest, upstreamResponse.status(), passed);
    }
  }

  /**
   * What a route says of fields is said in the final answer, and by no member before it; a length
   * is none's (RFC 9110 §8.6), and some clients take it for the final one's.
   */
  private void copyUnchanged(HttpResponse interim, BiConsumer<CharSequence, CharSequence> to) {
    FieldChanges changes = exchange.route.rewriting().toClient();
    EndToEnd.copy(
        interim.headers(),
        (name, value) -> {
          if (!changes.has(name) && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            to.accept(name, value);
          }
        });
  }

  /** The head has been prepared. */
  void begin(UpstreamExchange from) {
    begun = true;
    upstream = from;
    exchange.status = inboundResponse.getStatusCode();
    // Vert.x sees the client's close only where it stands alone, and not in a list.
    closes =
        !exchange.isMultiplexed()
            && (exchange.unknownLength && isHttp10()
                || exchange.closeAsked
                || exchange.isLeaving()
                || isBodyHeldBack());
    if (closes) {
      ClientWire.last(exchange.inboundRequest);
      inboundResponse.headersEndHandler(
          prepared -> inboundResponse.headers().set(HttpHeaderNames.CONNECTION, "close"));
    }
  }

  /**
   * Whether the client waits for a 100 that does not come: it may send the body after all, or the
   * next request in its place. RFC 9110 §10.1.1.
   */
  private boolean isBodyHeldBack() {
    return isBodyOpen() && exchange.inboundRequest.headers().contains(HttpHeaderNames.EXPECT);
  }

  private boolean isBodyOpen() {
    return exchange.hasBody() && !exchange.inboundRequest.isEnded();
  }

  /** A piece of the body. */
  void body(ByteBuf chunk) {
    exchange.lease.addBytesFromMember(chunk.readableBytes());
    if (PrepareResponse.isWithoutContent(exchange.status)) {
      chunk.release();
      return;
    }
    writeHeld();
    held = chunk;
  }

  /** Nothing more could be read for now: what there is goes out. */
  void flush() {
    if (held != null) {
      writeHeld();
    } else if (!inboundResponse.headWritten() && !isHttp10()) {
      inboundResponse.writeHead();
    }
  }

  private void writeHeld() {
    ByteBuf chunk = held;
    if (chunk == null) {
      return;
    }
    held = null;
    int bytes = chunk.readableBytes();
    write(chunk)
        .onComplete(
            written -> {
              chunk.release();
              sent(written, bytes);
            });
    if (inboundResponse.writeQueueFull()) {
      UpstreamExchange from = upstream;
      from.pause();
      if (exchange.isMultiplexed()) {
        ClientWire.flush(exchange.inboundRequest);
      }
      silence.expectClient();
      inboundResponse.drainHandler(drained -> resume(from));
    }
  }

  /** A response that was reset a moment ago throws. */
  private Future<Void> write(ByteBuf chunk) {
    try {
      return inboundResponse.write(BufferInternal.buffer(chunk));
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> writeLast(@Nullable ByteBuf last) {
    try {
      return last == null
          ? inboundResponse.end()
          : inboundResponse.end(BufferInternal.buffer(last));
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }

  private void resume(UpstreamExchange from) {
    silence.end();
    if (from == upstream) {
      from.resume();
    }
  }

  /** The answer is whole. */
  void end(HttpHeaders trailers) {
    upstream = null;
    silence.end();
    if (!trailers.isEmpty() && !isHttp10()) {
      addTrailers(trailers);
    }
    ByteBuf last = held;
    held = null;
    int bytes = last == null ? 0 : last.readableBytes();
    Future<Void> ended = writeLast(last);
    exchange.answered = ended;
    if (!ended.isComplete() && !exchange.isMultiplexed()) {
      // Over HTTP/2 AwaitTaken does; and what is short goes later in this turn: LateFlushHandler.
      exchange.loop.execute(() -> expectTaken(ended));
    }
    ended.onComplete(
        written -> {
          sent(written, bytes);
          ended(last);
          settle.sent(exchange, written.succeeded());
        });
  }

  /** What the client's connection has taken counts; what waited for its window does not. */
  private void sent(AsyncResult<Void> written, int bytes) {
    if (written.succeeded()) {
      exchange.sentToClient += bytes;
    }
  }

  private void expectTaken(Future<Void> ended) {
    if (!ended.isComplete()) {
      silence.expectClient();
    }
  }

  private void ended(@Nullable ByteBuf last) {
    silence.end();
    if (last != null) {
      last.release();
    }
    if (closes && isBodyOpen()) {
      // The client is given the time to read the answer: Settle ends it.
      exchange.inboundRequest.endHandler(end -> exchange.inboundRequest.connection().close());
    } else if (closes) {
      exchange.inboundRequest.connection().close();
    }
  }

  /** Only a body in chunks has room for them; what may not stand there ends here. */
  private void addTrailers(HttpHeaders trailers) {
    if (exchange.unknownLength || exchange.isMultiplexed()) {
      if (!inboundResponse.headWritten()) {
        inboundResponse.setChunked(true);
      }
      List<String> connection = trailers.getAll(HttpHeaderNames.CONNECTION);
      FieldChanges changes = exchange.route.rewriting().toClient();
      TrailerFields.copy(trailers, connection, changes::has, inboundResponse.trailers()::add);
    }
  }

  /**
   * The answer will not be finished. If nothing of it has gone out, another may take its place.
   *
   * @param status of the other
   * @return whether that is so
   */
  boolean takeBack(int status) {
    if (!begun || inboundResponse.headWritten()) {
      return false;
    }
    drop();
    inboundResponse.headers().clear();
    inboundResponse.setStatusMessage(HttpResponseStatus.valueOf(status).reasonPhrase());
    if (!exchange.isMultiplexed()) {
      ClientWire.last(exchange.inboundRequest);
      inboundResponse.headersEndHandler(
          prepared -> inboundResponse.headers().set(HttpHeaderNames.CONNECTION, "close"));
    }
    return true;
  }

  /** Another answer has been sent in its place, with which the connection ends. */
  void closeBehindOther() {
    if (!exchange.isMultiplexed()) {
      exchange.answered.onComplete(sent -> exchange.inboundRequest.connection().close());
    }
  }

  /** The answer will not be finished. */
  void drop() {
    upstream = null;
    silence.end();
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private boolean isHttp10() {
    return exchange.inboundRequest.version() == HttpVersion.HTTP_1_0;
  }
}
