package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
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
import org.rpicluster.balancer.vertx.downstream.vertx.ClientBody;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.downstream.vertx.WireRequest;
import org.rpicluster.balancer.vertx.http.TrailerFields;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stage 7, the body: from the client to the member, no faster than the member takes it; at once if
 * its embedder has read it. What is left when the exchange ends early is dropped. On its event loop
 * only.
 */
final class SendBody {

  private static final HttpHeaders NONE = EmptyHttpHeaders.INSTANCE;

  private final Exchange exchange;
  private final HttpServerRequest inboundRequest;
  private final long bytesMax;
  private final ClientSilence silence;
  private final ClientFaults faults;
  private long bytes;
  private boolean waiting;
  private boolean paused;
  private @Nullable UpstreamExchange upstream;
  private @Nullable Lease lease;
  private boolean begun;
  private final KeptBody kept;

  /**
   * The body of an exchange.
   *
   * @param faults is told if it is too long, or does not go on in time
   */
  SendBody(Exchange exchange, ClientFaults faults) {
    this.exchange = exchange;
    inboundRequest = exchange.inboundRequest;
    bytesMax = exchange.rules.limits().bodyBytesMax();
    silence = new ClientSilence(exchange, faults);
    this.faults = faults;
    kept =
        exchange.kept != null
            ? exchange.kept
            : new KeptBody(
                exchange.route.cluster().attempts().bodyBytesMax(), exchange.way.bodies());
    bytes = exchange.keptBytes;
  }

  /** Whether all of the body that was taken from the client can be sent again. */
  boolean isRepeatable() {
    return exchange.readBody != null || kept.isWhole();
  }

  /** Lets the body flow, as soon as the member takes it; what another was sent before it first. */
  void begin(UpstreamExchange to, Lease on) {
    upstream = to;
    lease = on;
    if (exchange.readBody != null) {
      forward(((BufferInternal) exchange.readBody).getByteBuf().retainedDuplicate());
      endUpstream();
      return;
    }
    if (!begun) {
      begun = true;
      if (!kept.hasEnded()) {
        inboundRequest.handler(this::send);
        inboundRequest.endHandler(end -> sendEnd());
      }
    }
    kept.copies().forEach(this::forward);
    if (kept.hasEnded()) {
      endUpstream();
    } else if (to.isWritable()) {
      flow();
    }
  }

  private void flow() {
    Buffer first = exchange.firstPiece;
    if (first != null) {
      exchange.firstPiece = null;
      send(first);
    }
    if (upstream != null && upstream.isWritable()) {
      paused = false;
      resume();
      // What was there has come by now; often that is all, and nobody need be waited for.
      waiting = upstream != null && !paused && !inboundRequest.isEnded();
      if (waiting) {
        silence.expectClient();
      }
    }
  }

  /** The try has failed: what is left of the body waits for the next. */
  void hold() {
    silence.end();
    waiting = false;
    if (begun && !inboundRequest.isEnded()) {
      ClientBody.pause(inboundRequest);
    }
    upstream = null;
  }

  private void send(Buffer chunk) {
    ByteBuf piece = ((BufferInternal) chunk).getByteBuf();
    bytes += chunk.length();
    if (upstream == null) {
      kept.add(piece);
      piece.release();
      return;
    }
    if (bytes > bytesMax) {
      piece.release();
      faults.bodyTooLarge();
      return;
    }
    kept.add(piece);
    forward(piece);
    if (upstream != null && !upstream.isWritable()) {
      paused = true;
      waiting = false;
      ClientBody.pause(inboundRequest);
      silence.end();
    } else if (waiting) {
      silence.expectClient();
    }
  }

  private void forward(ByteBuf piece) {
    if (upstream == null) {
      piece.release();
      return;
    }
    lease.addBytesToMember(piece.readableBytes());
    upstream.sendBody(piece);
  }

  private void sendEnd() {
    silence.end();
    kept.end();
    endUpstream();
  }

  private void endUpstream() {
    if (upstream == null) {
      return;
    }
    // What another handler had read before is missing here: a part must not pass for the whole.
    if (exchange.readBody == null && bytes != inboundRequest.bytesRead()) {
      faults.bodyReadBefore();
    } else {
      upstream.sendEnd(exchange.isKeptWhole() ? NONE : trailers());
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
    TrailerFields.copy(came, connection, this::isVouched, trailers::add);
    return trailers;
  }

  private boolean isVouched(String name) {
    return exchange.rules.isRequestId(name) || exchange.route.rewriting().toMember().has(name);
  }

  /** The member takes more. */
  void goOn() {
    if (upstream != null) {
      flow();
    }
  }

  /** An answer has begun: there is no second try. */
  void answered() {
    kept.drop();
  }

  /**
   * The member gets no more. Over HTTP/1 the rest of the body is dropped as it comes; over HTTP/2
   * it is not let through the window, and {@link StopUpload} ends it.
   */
  void stop() {
    silence.end();
    kept.drop();
    if (begun) {
      upstream = null;
      if (!exchange.isMultiplexed()) {
        resume();
      } else if (!inboundRequest.isEnded()) {
        ClientBody.pause(inboundRequest);
      }
    }
  }

  /** Over HTTP/2, Vert.x throws if there is nothing left to resume. */
  private void resume() {
    if (!inboundRequest.isEnded()) {
      ClientBody.resume(inboundRequest);
    }
  }
}
