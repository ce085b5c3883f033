package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;

/**
 * Before stage 4, where the cluster asks for it ({@code requests.buffer}): a body without a length
 * is kept until it ends, so that the member gets a Content-Length; servers of WSGI want one. A body
 * that is longer, or for which there is no memory, goes on in chunks, what was kept first. Costs up
 * to that many bytes for each request, charged like other kept bodies, and the time until the body
 * has ended. gRPC is left alone: its streams may wait for an answer before they go on.
 *
 * <p>On its event loop only. RFC 9110 §8.6; trailers are left out, which §6.5.1 allows, as beside a
 * length HTTP/1.1 has no place for them.
 */
final class BufferBody implements ExchangeHolder {

  private static final String GRPC = "application/grpc";

  private final Exchange exchange;
  private final Stage next;
  private final InboundExchange inbound;
  private final KeptBody kept;
  private final int bytesMax;
  private final InactivityTimer inactivity;
  private boolean over;

  private BufferBody(Exchange exchange, Stage next, int bytesMax) {
    this.exchange = exchange;
    this.next = next;
    inbound = exchange.inbound;
    int repeated = exchange.route().cluster().attempts().bodyBytesMax();
    int most = Math.max(bytesMax, repeated);
    kept = new KeptBody();
    kept.begin(most, KeptBody.UNKNOWN, exchange.routeEntry.bodies());
    BodyStart.kept(exchange, kept);
    this.bytesMax = bytesMax;
    inactivity =
        new InactivityTimer(exchange.loop, exchange.ticker, () -> refuse(Refusal.tooSlow()));
  }

  /** Goes on when the body has ended, or is too long; not at all if the client is gone by then. */
  static void then(Exchange exchange, Stage next) {
    int bytesMax = exchange.route().cluster().requestBuffer();
    if (bytesMax == 0 || !isWithoutLength(exchange)) {
      next.carry(exchange);
    } else {
      new BufferBody(exchange, next, bytesMax).begin();
    }
  }

  private static boolean isWithoutLength(Exchange exchange) {
    if (BodyStart.read(exchange) != null) {
      return false;
    }
    String type = exchange.inbound.fields().get(HttpHeaderNames.CONTENT_TYPE);
    boolean grpc = type != null && type.regionMatches(true, 0, GRPC, 0, GRPC.length());
    boolean chunked = exchange.inbound.fields().contains(HttpHeaderNames.TRANSFER_ENCODING);
    return !grpc && (BodyStart.isUnframed(exchange) || chunked);
  }

  private void begin() {
    inbound.onMalformedBody(this::malformed);
    exchange.heldBy(this);
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
    inviteBody();
    ByteBuf first = BodyStart.takeFirst(exchange);
    if (first != null) {
      add(first);
    }
    if (!over) {
      inbound.onBody(this::add);
      inbound.onBodyEnd(this::ended);
      inbound.resumeBody();
    }
  }

  /** The client may wait for it, and no member is asked yet. RFC 9110 §10.1.1. */
  private void inviteBody() {
    String expect = inbound.fields().get(HttpHeaderNames.EXPECT);
    boolean waits = HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect);
    if (waits && !exchange.isHttp10()) {
      inbound.sendContinue();
    }
  }

  private void add(ByteBuf piece) {
    if (over) {
      piece.release();
      return;
    }
    int more = piece.readableBytes();
    if (kept.bytes() + more > BodyStart.bytesMost(exchange)) {
      piece.release();
      refuse(Refusal.bodyTooLarge());
      return;
    }
    if (kept.bytes() + more > bytesMax || !kept.offer(piece)) {
      BodyStart.first(exchange, piece);
      inbound.pauseBody();
      goOn();
      return;
    }
    piece.release();
    inactivity.expectWithin(exchange.rules.limits().silenceMaxNanos());
  }

  private void ended() {
    if (!over) {
      kept.end();
      goOn();
    }
  }

  private void goOn() {
    stop();
    exchange.heldBy(null);
    next.carry(exchange);
  }

  private void stop() {
    over = true;
    inactivity.stop();
  }

  private void malformed() {
    refuse(Refusal.malformed(400, "The body is not in valid chunks."));
  }

  @Override
  public void refuse(Refusal refusal) {
    if (!over) {
      stop();
      exchange.proxy.settle().refuse(exchange, refusal);
    }
  }

  @Override
  public void clientGone() {
    if (!over) {
      stop();
      exchange.proxy.settle().clientGone(exchange);
    }
  }
}
