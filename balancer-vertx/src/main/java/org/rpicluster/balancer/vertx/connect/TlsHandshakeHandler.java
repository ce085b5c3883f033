package org.rpicluster.balancer.vertx.connect;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Stands behind the encryption of one connection: until the handshake is done nothing else does, so
 * that no byte can go out or come in before; and when the member announces its end, that is the
 * end. On its event loop only.
 */
final class TlsHandshakeHandler extends ChannelInboundHandlerAdapter {

  private final SslHandler encryption;
  private final boolean http2;
  private final ChannelHandler handler;
  private final Promise<Void> secured;

  /**
   * One that waits.
   *
   * @param encryption encrypts
   * @param http2 whether the member must agree to HTTP/2
   * @param handler comes behind it when the handshake is done
   * @param secured resolves then, or fails
   */
  TlsHandshakeHandler(
      SslHandler encryption, boolean http2, ChannelHandler handler, Promise<Void> secured) {
    this.encryption = encryption;
    this.http2 = http2;
    this.handler = handler;
    this.secured = secured;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.pipeline().addBefore(ctx.name(), null, encryption);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      ended(ctx, handshake);
      return;
    }
    ctx.fireUserEventTriggered(event);
    if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
      // In TLS 1.3 the other direction stays open, and the member may wait for us to end it.
      ctx.close();
    }
  }

  private void ended(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
    boolean agreed =
        !http2 || ApplicationProtocolNames.HTTP_2.equals(encryption.applicationProtocol());
    if (handshake.isSuccess() && agreed) {
      ctx.pipeline().addAfter(ctx.name(), null, handler);
      secured.trySuccess(null);
      return;
    }
    secured.tryFailure(reason(handshake));
    ctx.close();
  }

  private static Throwable reason(SslHandshakeCompletionEvent handshake) {
    if (handshake.isSuccess()) {
      return new SSLHandshakeException("no HTTP/2 by ALPN");
    }
    Throwable cause = handshake.cause();
    return cause instanceof ClosedChannelException
        ? new SSLHandshakeException("closed by the member within the handshake")
        : cause;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Whatever goes wrong in the handshake also ends it, and is told there.
    if (secured.isSuccess()) {
      ctx.fireExceptionCaught(cause);
    }
  }
}
