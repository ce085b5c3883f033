package org.rpicluster.balancer.vertx.server;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Turns a request of an HTTP version that is not spoken here into an invalid one. Vert.x would
 * answer it itself, with the same version in the status line, whatever that was. Stateless; any
 * event loop.
 */
@Sharable
final class VersionGuard extends ChannelInboundHandlerAdapter {

  /** Why such a request is invalid. */
  static final class UnknownVersion extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownVersion() {
      super("HTTP version", null, false, false);
    }
  }

  private static final String DECODER = "httpDecoder";

  /** Stands guard from now on, behind the decoder of a connection that has just been accepted. */
  void watch(HttpConnection connection) {
    // Vert.x has no public way to a connection's pipeline: its module does not export this type,
    // which the program, run from the class path, may use all the same.
    if (connection.protocolVersion() != io.vertx.core.http.HttpVersion.HTTP_2
        && connection instanceof HttpServerConnection http1) {
      http1.channelHandlerContext().pipeline().addAfter(DECODER, null, this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest inboundRequest && !isSpoken(inboundRequest)) {
      inboundRequest.setProtocolVersion(HttpVersion.HTTP_1_1);
      inboundRequest.setDecoderResult(DecoderResult.failure(new UnknownVersion()));
    }
    ctx.fireChannelRead(message);
  }

  private static boolean isSpoken(HttpRequest inboundRequest) {
    HttpVersion version = inboundRequest.protocolVersion();
    return inboundRequest.decoderResult().isFailure()
        || version.equals(HttpVersion.HTTP_1_1)
        || version.equals(HttpVersion.HTTP_1_0);
  }
}
