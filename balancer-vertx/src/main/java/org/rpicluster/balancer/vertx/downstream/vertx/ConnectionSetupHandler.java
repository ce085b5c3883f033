package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.Http1ServerConfig;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.listen.ProxyHeaderHandler;
import org.rpicluster.balancer.vertx.downstream.listen.ServedIdentities;
import org.rpicluster.balancer.vertx.downstream.listen.ServerNameHandler;

/**
 * Puts a {@link ProtocolChoiceHandler} where HTTP begins on a connection, a {@link
 * ServerNameHandler} where TLS does, and leaves: behind the PROXY header and behind TLS, if there
 * are any. For one connection, on its event loop.
 */
final class ConnectionSetupHandler extends ChannelInboundHandlerAdapter {

  private final Http1ServerConfig limits;
  private final @Nullable ServedIdentities served;

  /**
   * Before one connection.
   *
   * @param limits of HTTP/1, if it is that
   * @param served what the client is shown by the name that it asks for; null without TLS
   */
  ConnectionSetupHandler(Http1ServerConfig limits, @Nullable ServedIdentities served) {
    this.limits = limits;
    this.served = served;
  }

  /** By now Vert.x has added what reads first: the PROXY header, or what decrypts. */
  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    ChannelHandlerContext header = ctx.pipeline().context(HAProxyMessageDecoder.class);
    if (header == null) {
      open(ctx);
    } else {
      ctx.pipeline().addAfter(header.name(), null, new ProxyHeaderHandler(this::open));
    }
    ctx.fireChannelRegistered();
    ctx.pipeline().remove(this);
  }

  private void open(ChannelHandlerContext here) {
    ChannelPipeline pipeline = here.pipeline();
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    if (tls != null && served != null) {
      pipeline.addBefore(tls.name(), null, new ServerNameHandler(served));
    }
    pipeline.addAfter(
        tls == null ? here.name() : tls.name(), null, new ProtocolChoiceHandler(limits));
  }
}
