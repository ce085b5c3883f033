package org.rpicluster.balancer.vertx.front;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.Http1ServerConfig;

/**
 * Puts a {@link Doorway} where HTTP begins on a connection, and leaves: behind the PROXY header and
 * behind TLS, if there are any. For one connection, on its event loop.
 */
final class Threshold extends ChannelInboundHandlerAdapter {

  private final Http1ServerConfig limits;

  /**
   * Before one connection.
   *
   * @param limits of HTTP/1, if it is that
   */
  Threshold(Http1ServerConfig limits) {
    this.limits = limits;
  }

  /** By now Vert.x has added what reads first: the PROXY header, or what decrypts. */
  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    ChannelHandlerContext header = ctx.pipeline().context(HAProxyMessageDecoder.class);
    if (header == null) {
      open(ctx);
    } else {
      ctx.pipeline().addAfter(header.name(), null, new BehindHeader());
    }
    ctx.fireChannelRegistered();
    ctx.pipeline().remove(this);
  }

  private void open(ChannelHandlerContext here) {
    ChannelPipeline pipeline = here.pipeline();
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    pipeline.addAfter(tls == null ? here.name() : tls.name(), null, new Doorway(limits));
  }

  /** Vert.x adds what decrypts when it is told of the header. */
  private final class BehindHeader extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean isHeader = message instanceof HAProxyMessage;
      ctx.fireChannelRead(message);
      if (isHeader) {
        open(ctx);
        ctx.pipeline().remove(this);
      }
    }
  }
}
