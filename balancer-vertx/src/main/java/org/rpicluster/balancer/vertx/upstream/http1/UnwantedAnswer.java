package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;

/**
 * Reads what is left of an answer that is not wanted any more. An answer that says that a server
 * cannot is short, and comes in one piece: if its end is in the same read as its head the
 * connection is as good as before. Else it is closed; the rest could take long. On its event loop
 * only.
 */
final class UnwantedAnswer implements AnswerListener {

  private final UpstreamExchange exchange;

  UnwantedAnswer(UpstreamExchange exchange) {
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
  public void end(@Nullable Head trailers) {
    // The connection sees for itself whether it is clean.
  }

  @Override
  public void failed(UpstreamFailure failure) {
    // No exchange asks any more.
  }
}
