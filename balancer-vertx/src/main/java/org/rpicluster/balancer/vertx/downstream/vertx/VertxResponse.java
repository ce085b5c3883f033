package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundResponse;
import org.rpicluster.balancer.vertx.http.Fields;

/** The answer's half of a {@link VertxExchange}. On the connection's event loop only. */
abstract class VertxResponse extends VertxRequest implements InboundResponse {

  final HttpServerResponse inboundResponse;
  private @Nullable Fields fields;

  VertxResponse(HttpServerRequest inboundRequest) {
    super(inboundRequest);
    inboundResponse = inboundRequest.response();
  }

  @Override
  public int status() {
    return inboundResponse.getStatusCode();
  }

  @Override
  public void status(int status) {
    inboundResponse.setStatusCode(status);
  }

  @Override
  public String phrase() {
    return inboundResponse.getStatusMessage();
  }

  @Override
  public void phrase(String phrase) {
    inboundResponse.setStatusMessage(phrase);
  }

  @Override
  public Fields responseFields() {
    Fields view = fields;
    if (view == null) {
      view = new MultiMapFields(inboundResponse.headers());
      fields = view;
    }
    return view;
  }

  @Override
  public Fields responseTrailers() {
    if (!inboundResponse.headWritten()) {
      inboundResponse.setChunked(true);
    }
    return new MultiMapFields(inboundResponse.trailers());
  }

  /** Not before Vert.x has prepared the head: it writes fields of the connection itself. */
  @Override
  public void announceClose() {
    inboundResponse.headersEndHandler(
        prepared ->
            inboundResponse.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE));
  }

  @Override
  public void sendContinue() {
    inboundResponse.writeContinue();
  }

  /** Vert.x knows two and no others: the rest ends here. RFC 9110 §15.2. */
  @Override
  public void sendInterim(HttpResponseStatus status, Fields interim) {
    if (status.code() == HttpResponseStatus.EARLY_HINTS.code()) {
      MultiMap hints = MultiMap.caseInsensitiveMultiMap();
      interim.forEach(field -> hints.add(field.getKey(), field.getValue()));
      inboundResponse.writeEarlyHints(hints);
    }
  }

  @Override
  public void sendHead() {
    inboundResponse.writeHead();
  }

  /** An answer that was reset a moment ago throws. */
  @Override
  public Future<Void> send(ByteBuf piece) {
    try {
      return inboundResponse.write(BufferInternal.buffer(piece));
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<Void> end(@Nullable ByteBuf last) {
    try {
      return last == null
          ? inboundResponse.end()
          : inboundResponse.end(BufferInternal.buffer(last));
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public boolean isFull() {
    return inboundResponse.writeQueueFull();
  }

  @Override
  public void onWritable(Runnable writable) {
    inboundResponse.drainHandler(any -> writable.run());
  }

  @Override
  public boolean isHeadSent() {
    return inboundResponse.headWritten();
  }

  @Override
  public boolean isAnswered() {
    return inboundResponse.ended();
  }

  @Override
  public long bytesSent() {
    return inboundResponse.bytesWritten();
  }
}
