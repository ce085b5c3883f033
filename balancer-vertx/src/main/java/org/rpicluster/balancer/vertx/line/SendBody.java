package org.rpicluster.balancer.vertx.line;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.vertx.header.TrailerFields;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.wire.ClientWire;
import org.rpicluster.balancer.vertx.wire.WireRequest;

/**
 * Stage 7, the body: from the client to the member, no faster than the member takes it. What is
 * left when the exchange ends early is dropped. On its event loop only.
 */
final class SendBody {

  private static final HttpHeaders NONE = EmptyHttpHeaders.INSTANCE;

  private final Exchange exchange;
  private final HttpServerRequest inboundRequest;
  private @Nullable UpstreamExchange upstream;
  private @Nullable Lease lease;
  private boolean begun;

  SendBody(Exchange exchange) {
    this.exchange = exchange;
    inboundRequest = exchange.inboundRequest;
  }

  /** Whether any of the body may have been taken from the client. */
  boolean hasBegun() {
    return begun;
  }

  /** Lets the body flow. */
  void begin(UpstreamExchange to, Lease on) {
    begun = true;
    upstream = to;
    lease = on;
    inboundRequest.handler(this::send);
    inboundRequest.endHandler(end -> sendEnd());
    if (exchange.firstPiece != null) {
      send(exchange.firstPiece);
      exchange.firstPiece = null;
    }
    if (upstream != null && upstream.isWritable()) {
      resume();
    }
  }

  private void send(Buffer chunk) {
    if (upstream == null) {
      return;
    }
    lease.addBytesToMember(chunk.length());
    upstream.sendBody(((BufferInternal) chunk).getByteBuf());
    if (upstream != null && !upstream.isWritable()) {
      inboundRequest.pause();
    }
  }

  private void sendEnd() {
    if (upstream != null) {
      upstream.sendEnd(trailers());
    }
  }

  private HttpHeaders trailers() {
    HttpHeaders came = ClientWire.of(inboundRequest).map(WireRequest::trailers).orElse(NONE);
    if (came.isEmpty()) {
      return came;
    }
    HttpHeaders trailers =
        DefaultHttpHeadersFactory.trailersFactory().withValidation(false).newHeaders();
    List<String> connection = inboundRequest.headers().getAll(HttpHeaderNames.CONNECTION);
    TrailerFields.copy(came, connection, trailers::add);
    return trailers;
  }

  /** The member takes more. */
  void goOn() {
    if (upstream != null) {
      resume();
    }
  }

  /** The member gets no more; the rest of the body is dropped as it comes. */
  void stop() {
    if (begun) {
      upstream = null;
      resume();
    }
  }

  /** Over HTTP/2, Vert.x throws if there is nothing left to resume. */
  private void resume() {
    if (!inboundRequest.isEnded()) {
      inboundRequest.resume();
    }
  }
}
