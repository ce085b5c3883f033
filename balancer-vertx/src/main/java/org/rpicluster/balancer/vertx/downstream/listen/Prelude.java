package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.rpicluster.balancer.vertx.connect.Reason;
import org.rpicluster.balancer.vertx.downstream.listen.TurnedAway.Cause;

/**
 * What comes before HTTP on a connection: from its first moment until something is read. If it
 * closes before HTTP has begun, and not because its client went away, the log has the reason; of
 * one that never sent anything there is nothing to say: that is how a port is looked at. Two
 * look-ups when it closes. For one connection, on its event loop.
 */
final class Prelude extends ChannelInboundHandlerAdapter {

  private final ConnectionGate gate;
  private boolean begun;

  Prelude(ConnectionGate gate) {
    this.gate = gate;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ClientWatch watch = gate.watch(ctx.channel());
    ctx.channel().closeFuture().addListener(closed -> over(ctx.channel(), watch));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    begun = true;
    ctx.pipeline().remove(this);
    ctx.fireChannelRead(bytes);
  }

  private void over(Channel connection, ClientWatch watch) {
    SslHandler tls = connection.pipeline().get(SslHandler.class);
    if (!begun) {
      return;
    }
    if (connection.pipeline().get(HAProxyMessageDecoder.class) != null) {
      gate.turnedAway(connection, Cause.PROXY_HEADER, "what it sent is no PROXY header");
    } else if (tls != null) {
      over(connection, watch, tls.handshakeFuture());
    }
  }

  private void over(Channel connection, ClientWatch watch, Future<Channel> handshake) {
    if (handshake.isDone() && !handshake.isSuccess()) {
      gate.turnedAway(connection, Cause.HANDSHAKE, "TLS: " + Reason.of(handshake.cause()));
    } else if (!handshake.isDone() && watch.hasBitten()) {
      gate.turnedAway(connection, Cause.HANDSHAKE, "TLS: the handshake took too long");
    }
  }
}
