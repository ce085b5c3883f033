package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Takes the wish to switch to HTTP/2 out of the first request of a connection, so that it is
 * answered as if it were not there. HTTP/2 has given the switch up, since it lets clients past
 * proxies; Vert.x offers it wherever it takes the preface. On its event loop. RFC 9113 §3.1.
 */
final class IgnoredUpgradeHandler extends ChannelInboundHandlerAdapter {

  private static final String PROTOCOL = "h2c";

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest inboundRequest) {
      if (inboundRequest.headers().contains(HttpHeaderNames.UPGRADE, PROTOCOL, true)) {
        inboundRequest.headers().remove(HttpHeaderNames.UPGRADE);
        inboundRequest.headers().remove("HTTP2-Settings");
      }
      ctx.fireChannelRead(message);
      ctx.pipeline().remove(this);
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
