package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;

/**
 * The close of a connection of HTTP/1 amidst an answer, which never passes for its end: TLS does
 * not say goodbye, and where nothing but the close tells the end of a body, the close is a reset.
 * Stateless; on the connection's event loop. RFC 9112 §8, §9.8.
 */
public final class TruncatedClose {

  private TruncatedClose() {}

  /**
   * Closes it, with what the socket does not take now.
   *
   * @param untilClose whether nothing else tells the end of the answer
   */
  public static void close(ChannelHandlerContext ctx, boolean untilClose, ChannelPromise promise) {
    if (untilClose) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
    (tls == null ? ctx : tls).close(promise); // from before TLS on, which is not asked
  }
}
