package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections.Rejection;

/**
 * Watches a connection before HTTP begins on it, from its first moment until something is read. If
 * it closes before HTTP has begun, and not because its client went away, the log has the reason; of
 * one that never sent anything there is nothing to say: that is how a port is looked at. Two
 * look-ups when it closes. For one connection, on its event loop.
 */
final class BeforeHttpHandler extends ChannelInboundHandlerAdapter {

  private static final String TOO_SLOW = "TLS: the handshake took too long";
  private static final String CLOSED = "TLS: closed channel";

  private final ConnectionLimiter limiter;
  private boolean begun;

  BeforeHttpHandler(ConnectionLimiter limiter) {
    this.limiter = limiter;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ClientTimer watch = limiter.watch(ctx.channel());
    ctx.channel().closeFuture().addListener(closed -> over(ctx.channel(), watch));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    begun = true;
    ctx.pipeline().remove(this);
    ctx.fireChannelRead(bytes);
  }

  private void over(Channel connection, ClientTimer watch) {
    SslHandler tls = connection.pipeline().get(SslHandler.class);
    HelloHandler hello = connection.pipeline().get(HelloHandler.class);
    if (!begun) {
      return;
    }
    if (connection.pipeline().get(HAProxyMessageDecoder.class) != null) {
      limiter.turnedAway(connection, Rejection.PROXY_HEADER, "what it sent is no PROXY header");
    } else if (tls != null) {
      over(connection, watch, tls.handshakeFuture());
    } else if (hello != null) {
      over(connection, watch, hello);
    }
  }

  /** Nothing has begun to encrypt. */
  private void over(Channel connection, ClientTimer watch, HelloHandler hello) {
    String fault = hello.fault();
    if (fault != null) {
      limiter.turnedAway(connection, Rejection.HANDSHAKE, "TLS: " + fault);
    } else if (watch.hasExpired()) {
      limiter.turnedAway(connection, Rejection.HANDSHAKE, TOO_SLOW);
    } else {
      limiter.turnedAway(connection, Rejection.HANDSHAKE, CLOSED);
    }
  }

  private void over(Channel connection, ClientTimer watch, Future<Channel> handshake) {
    if (handshake.isDone() && !handshake.isSuccess()) {
      limiter.turnedAway(
          connection, Rejection.HANDSHAKE, "TLS: " + FailureReason.of(handshake.cause()));
    } else if (!handshake.isDone() && watch.hasExpired()) {
      limiter.turnedAway(connection, Rejection.HANDSHAKE, TOO_SLOW);
    }
  }
}
