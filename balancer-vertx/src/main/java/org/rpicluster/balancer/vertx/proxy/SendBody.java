package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * Stages 5 and 7, towards the member: the client's body, no faster than the member takes it; at
 * once if its embedder has read it. There is one only if there is a body. What is left when the
 * exchange ends early is dropped. On its event loop only.
 */
final class SendBody {

  private static final HttpHeaders NONE = EmptyHttpHeaders.INSTANCE;

  private final Exchange exchange;
  private final InboundExchange inbound;
  private final long bytesMax;
  private final ClientSilence silence;
  private final KeptBody kept;
  private long bytes;
  private boolean waiting;
  private boolean paused;
  private boolean begun;

  /** An answer has begun, or the exchange is over: what comes now is not kept for another try. */
  private boolean answered;

  /** The try that has it now, and its exchange with the member, lent until the try has failed. */
  private @Nullable Try to;

  private @Nullable UpstreamExchange upstream;

  private SendBody(Exchange exchange) {
    this.exchange = exchange;
    inbound = exchange.inbound;
    bytesMax = exchange.rules.limits().bodyBytesMax();
    silence = new ClientSilence(exchange);
    if (exchange.kept == null) {
      int bytesKept = exchange.route.cluster().attempts().bodyBytesMax();
      kept = new KeptBody(bytesKept, exchange.way.bodies());
    } else {
      kept = exchange.kept;
      bytes = kept.bytes();
    }
  }

  /** Holds the body back until a member takes it, if there is one. */
  static void prepare(Exchange exchange) {
    if (exchange.upstreamHead.hasBody()) {
      exchange.body = new SendBody(exchange);
      if (exchange.readBody == null && !exchange.isKeptWhole()) {
        exchange.inbound.pauseBody();
        exchange.inbound.onMalformedBody(exchange.body::malformed);
      }
    }
  }

  /** Whether all of the body that was taken from the client can be sent again. */
  static boolean isRepeatable(Exchange exchange) {
    return exchange.body == null || exchange.readBody != null || exchange.body.kept.isWhole();
  }

  /**
   * Lets the body flow, as soon as the member takes it; what another was sent before it first.
   *
   * @param upstream the try's exchange
   */
  void begin(Try to, UpstreamExchange upstream) {
    this.to = to;
    this.upstream = upstream;
    if (exchange.readBody != null) {
      forward(exchange.readBody.retainedDuplicate());
      endUpstream();
      return;
    }
    if (!begun) {
      begun = true;
      if (!kept.hasEnded()) {
        inbound.onBody(this::send);
        inbound.onBodyEnd(this::sendEnd);
      }
    }
    kept.copies().forEach(this::forward);
    if (kept.hasEnded()) {
      endUpstream();
    } else if (upstream.isWritable()) {
      flow();
    }
  }

  private void flow() {
    ByteBuf first = exchange.firstPiece;
    if (first != null) {
      exchange.firstPiece = null;
      send(first);
    }
    if (upstream != null && upstream.isWritable()) {
      paused = false;
      resume();
      // What was there has come by now; often that is all, and the client is not waited for.
      waiting = upstream != null && !paused && !inbound.isBodyEnded();
      if (waiting) {
        silence.expectClient();
      }
    }
  }

  private void send(ByteBuf piece) {
    bytes += piece.readableBytes();
    if (upstream == null) {
      kept.add(piece);
      piece.release();
      return;
    }
    if (bytes > bytesMax) {
      piece.release();
      exchange.refuse(Refusal.bodyTooLarge());
      return;
    }
    kept.add(piece);
    forward(piece);
    if (upstream != null && !upstream.isWritable()) {
      paused = true;
      waiting = false;
      inbound.pauseBody();
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
    exchange.candidate.counters().addBytesToMember(piece.readableBytes());
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
    if (exchange.readBody == null && bytes != inbound.bodyBytes()) {
      exchange.refuse(CheckMounting.readBefore(exchange));
    } else {
      upstream.sendEnd(exchange.isKeptWhole() ? NONE : RequestTrailers.of(exchange));
      to.sent();
    }
  }

  /** The member takes more. */
  void goOn() {
    if (upstream != null) {
      flow();
    }
  }

  /** The try has failed: what is left of the body waits for the next. */
  static void hold(Exchange exchange) {
    if (exchange.body != null) {
      exchange.body.hold();
    }
  }

  private void hold() {
    silence.end();
    waiting = false;
    if (begun && !inbound.isBodyEnded()) {
      inbound.pauseBody();
    }
    upstream = null;
  }

  /** An answer has begun: there is no second try. */
  static void answered(Exchange exchange) {
    if (exchange.body != null) {
      exchange.body.answered();
    }
  }

  private void answered() {
    answered = true;
    kept.drop();
  }

  /**
   * The member gets no more. Over HTTP/1 the rest of the body is dropped as it comes; over HTTP/2
   * it is not let through the window, and {@link StopUpload} ends it.
   */
  static void stop(Exchange exchange) {
    if (exchange.body != null) {
      exchange.body.stop();
    }
  }

  private void stop() {
    silence.end();
    answered();
    if (begun) {
      upstream = null;
      if (!exchange.isMultiplexed()) {
        resume();
      } else if (!inbound.isBodyEnded()) {
        inbound.pauseBody();
      }
    }
  }

  /** Over HTTP/2, Vert.x throws if there is nothing left to resume. */
  private void resume() {
    if (!inbound.isBodyEnded()) {
      inbound.resumeBody();
    }
  }

  /** The client's body has broken off the grammar: the member's part must not seem whole. */
  private void malformed() {
    if (answered) {
      inbound.connection().close();
    } else {
      exchange.refuse(Refusal.malformed(400, "The body is not in valid chunks."));
    }
  }
}
