package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * Hears what the seams on both sides tell of an exchange: it goes to the part that waits for it,
 * and nowhere once the exchange has let its parts go, as they may be another's then. On its event
 * loop only.
 */
abstract class ExchangeListener extends ExchangeState
    implements UpstreamListener, AnswerListener, AnswerTaken {

  private @Nullable ExchangeParts parts;
  private boolean relays;

  ExchangeListener(InboundExchange inbound, ProxyContext proxy, ExchangeParts parts) {
    super(inbound, proxy, parts);
    this.parts = parts;
  }

  /** Its parts, before its end. */
  final ExchangeParts parts() {
    return parts;
  }

  /** The head of the answer is there: what follows goes to the relay. */
  final void relays() {
    relays = true;
  }

  /** Nothing that is told from now on is heard; its parts, if it has not let them go before. */
  final @Nullable ExchangeParts letGo() {
    ExchangeParts left = parts;
    parts = null;
    return left;
  }

  @Override
  public final void connected(UpstreamExchange opened) {
    if (parts == null) {
      opened.abandon();
    } else {
      parts.firstCall.connected(opened);
    }
  }

  @Override
  public final void interim(Head upstreamResponse) {
    if (parts != null) {
      parts.firstCall.interim(upstreamResponse);
    }
  }

  @Override
  public final void head(Head upstreamResponse) {
    if (parts != null) {
      parts.firstCall.head(upstreamResponse);
    }
  }

  @Override
  public final void switched(Head upstreamResponse, TunnelEnd member) {
    if (parts == null) {
      member.cut();
    } else {
      parts.firstCall.switched(upstreamResponse, member);
    }
  }

  @Override
  public final void body(ByteBuf chunk) {
    if (parts == null) {
      chunk.release();
    } else {
      parts.relay.body(chunk);
    }
  }

  @Override
  public final void flush() {
    if (parts != null) {
      parts.relay.flush();
    }
  }

  @Override
  public final void end(@Nullable Head trailers) {
    if (parts != null) {
      parts.relay.end(trailers);
    }
  }

  @Override
  public final void failed(UpstreamFailure failure) {
    if (parts != null && relays) {
      parts.relay.failed(failure);
    } else if (parts != null) {
      parts.firstCall.failed(failure);
    }
  }

  @Override
  public final void waits() {
    if (parts != null) {
      parts.answerEnd.waits();
    }
  }

  @Override
  public final void taken(@Nullable Throwable failure) {
    if (parts != null) {
      parts.answerEnd.taken(failure);
    }
  }
}
