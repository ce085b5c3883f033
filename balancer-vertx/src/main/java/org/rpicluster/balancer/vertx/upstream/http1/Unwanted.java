package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * Listens in place of one who wants no more of an answer. An answer that says that a server cannot
 * is short, and comes in one piece: if its end is in the same read as its head the connection is as
 * good as before. Else it is closed; the rest could take long. On its event loop only.
 */
final class Unwanted implements UpstreamListener {

  private final UpstreamExchange exchange;

  Unwanted(UpstreamExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void body(ByteBuf chunk) {
    chunk.release();
  }

  @Override
  public void flush() {
    exchange.abandon();
  }

  @Override
  public void end(HttpHeaders trailers) {
    // The connection sees for itself whether it is clean.
  }

  @Override
  public void failed(UpstreamFailure failure) {
    // No exchange asks any more.
  }

  @Override
  public void opening(Opening opening) {
    throw new IllegalStateException("the head of the answer was there before");
  }

  @Override
  public void connected(UpstreamExchange opened) {
    throw new IllegalStateException("the head of the answer was there before");
  }

  @Override
  public void interim(HttpResponse upstreamResponse) {
    throw new IllegalStateException("the head of the answer was there before");
  }

  @Override
  public void head(HttpResponse upstreamResponse) {
    throw new IllegalStateException("the head of the answer was there before");
  }

  @Override
  public void switched(HttpResponse upstreamResponse, TunnelEnd member) {
    throw new IllegalStateException("the head of the answer was there before");
  }

  @Override
  public void writable() {
    // The request was sent whole.
  }
}
