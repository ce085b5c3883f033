package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.rpicluster.balancer.vertx.downstream.http1.TruncatedClose;

/**
 * Has the close of a Vert.x server's connection show that the answer before it is not whole. On its
 * event loop only. RFC 9112 §8.
 */
final class CutAnswerHandler extends ChannelOutboundHandlerAdapter {

  private final boolean untilClose;

  /**
   * Amidst an answer that will not be finished.
   *
   * @param untilClose whether nothing else tells its end
   */
  CutAnswerHandler(boolean untilClose) {
    this.untilClose = untilClose;
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.flush();
    TruncatedClose.close(ctx, untilClose, promise);
  }
}
