package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import org.rpicluster.balancer.vertx.netty.LateFlushHandler;

/**
 * Never lets the close of an HTTP/1 connection pass for the end of an answer that is not whole,
 * whatever closes it: TLS does not say goodbye then, and where nothing but the close tells the end
 * of a body, the close is a reset. A few assignments for each message; on its event loop only. RFC
 * 9112 §8, §9.8.
 */
public final class TruncatedCloseHandler extends ChannelOutboundHandlerAdapter {

  private boolean underWay;
  private boolean endsWithClose;

  /** Before the first answer of a connection. */
  /** Of a connection whose answers pass from now on. */
  public TruncatedCloseHandler() {}

  /**
   * Amidst an answer that will not be finished.
   *
   * @param endsWithClose whether nothing else tells its end
   */
  public TruncatedCloseHandler(boolean endsWithClose) {
    underWay = true;
    this.endsWithClose = endsWithClose;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean isInterim = message instanceof HttpResponse interim && interim.status().code() < 200;
    if (!isInterim) {
      if (message instanceof HttpResponse answer) {
        underWay = true;
        endsWithClose =
            !HttpUtil.isContentLengthSet(answer) && !HttpUtil.isTransferEncodingChunked(answer);
      }
      underWay &= !(message instanceof LastHttpContent);
    }
    ctx.write(message, promise);
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    LateFlushHandler late = ctx.pipeline().get(LateFlushHandler.class);
    ctx.flush();
    if (late != null) {
      late.run();
    }
    ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
    // What TLS says last it says behind all that waits, or not at all.
    if (!underWay && (tls != null || !endsWithClose || isSent(ctx.channel()))) {
      ctx.close(promise);
      return;
    }
    if (endsWithClose) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    (tls == null ? ctx : tls).close(promise); // from before TLS on, which is not asked
  }

  /** What waits is sent in its order: the first of it tells. */
  private static boolean isSent(Channel channel) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent == null
        || unsent.current() == null
        || unsent.current() instanceof ByteBuf first && !first.isReadable();
  }
}
