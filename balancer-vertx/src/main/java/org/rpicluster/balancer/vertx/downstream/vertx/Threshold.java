package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.Http1ServerConfig;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.listen.NameReader;
import org.rpicluster.balancer.vertx.downstream.listen.ServedIdentities;

/**
 * Puts a {@link Doorway} where HTTP begins on a connection, a {@link NameReader} where TLS does,
 * and leaves: behind the PROXY header and behind TLS, if there are any. For one connection, on its
 * event loop.
 */
final class Threshold extends ChannelInboundHandlerAdapter {

  private final Http1ServerConfig limits;
  private final @Nullable ServedIdentities served;

  /**
   * Before one connection.
   *
   * @param limits of HTTP/1, if it is that
   * @param served what the client is shown by the name that it asks for; null without TLS
   */
  Threshold(Http1ServerConfig limits, @Nullable ServedIdentities served) {
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
      ctx.pipeline().addAfter(header.name(), null, new BehindHeader());
    }
    ctx.fireChannelRegistered();
    ctx.pipeline().remove(this);
  }

  private void open(ChannelHandlerContext here) {
    ChannelPipeline pipeline = here.pipeline();
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    if (tls != null && served != null) {
      pipeline.addBefore(tls.name(), null, new NameReader(served));
    }
    pipeline.addAfter(tls == null ? here.name() : tls.name(), null, new Doorway(limits));
  }

  /** Vert.x adds what decrypts when it is told of the header. */
  private final class BehindHeader extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean isHeader = message instanceof HAProxyMessage;
      if (message instanceof HAProxyMessage header && isSilentOfClient(header)) {
        ClientChannel.clientIsUnknown(ctx.channel());
      }
      ctx.fireChannelRead(message);
      if (isHeader) {
        open(ctx);
        ctx.pipeline().remove(this);
      }
    }

    /**
     * Whether a client is passed on that the proxy cannot name: {@code PROXY UNKNOWN}, and in
     * version 2 families without an address. {@code LOCAL} is the proxy's own connection. PROXY
     * protocol §2.1, §2.2.
     */
    private static boolean isSilentOfClient(HAProxyMessage header) {
      TransportProtocol transport = header.proxiedProtocol().transportProtocol();
      AddressFamily family = header.proxiedProtocol().addressFamily();
      boolean named = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
      return header.command() == HAProxyCommand.PROXY
          && !(named && transport == TransportProtocol.STREAM && header.sourceAddress() != null);
    }
  }
}
