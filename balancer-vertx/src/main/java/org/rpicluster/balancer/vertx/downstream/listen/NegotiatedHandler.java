package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;

/**
 * Waits for the end of a handshake, has what was agreed on set up behind TLS, and leaves. For one
 * connection, on its event loop. RFC 7301.
 */
final class NegotiatedHandler extends ChannelInboundHandlerAdapter {

  private final SslHandler tls;
  private final Consumer<String> behind;

  /**
   * Behind TLS.
   *
   * @param behind gets the protocol that was agreed on; empty if none was named
   */
  NegotiatedHandler(SslHandler tls, Consumer<String> behind) {
    this.tls = tls;
    this.behind = behind;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      String protocol = tls.applicationProtocol();
      behind.accept(protocol == null ? "" : protocol);
      ctx.pipeline().remove(this);
    }
    ctx.fireUserEventTriggered(event);
  }

  /** The log has the reason when it is closed: {@link BeforeHttpHandler}. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
