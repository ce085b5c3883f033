package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * Turns what Netty tells of a member's connection into calls to it and to the exchange that it
 * carries. Keeps nothing itself. On the connection's event loop only.
 */
final class MemberConnectionHandler extends ChannelInboundHandlerAdapter {

  private final MemberConnection connection;
  private final AnswerReader reader;

  MemberConnectionHandler(MemberConnection connection) {
    this.connection = connection;
    reader = new AnswerReader(connection);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Http1Exchange exchange = connection.exchange();
    if (exchange == null) {
      ReferenceCountUtil.release(message);
      connection.close();
    } else {
      reader.read(exchange, message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    connection.readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Http1Exchange exchange = connection.exchange();
    if (exchange != null && ctx.channel().isWritable()) {
      exchange.writable();
    }
  }

  /** An end that TLS did not announce is none of a body: RFC 9112 §9.8. The decoder takes any. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close && !close.isSuccess()) {
      connection.closed();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connection.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Http1Exchange exchange = connection.exchange();
    if (exchange == null) {
      connection.close();
    } else if (cause instanceof IOException || cause instanceof NotYetConnectedException) {
      // Of a read: the close follows. Of a write, or of closing that side after it: not yet.
      exchange.connectionBroken();
    } else {
      exchange.fail(failureOf(cause));
      HeapErrors.rethrowIfUsedUp(cause);
    }
  }

  /** What the decoder throws is the member's; anything else, such as no memory, is our own. */
  private static UpstreamFailure failureOf(Throwable cause) {
    return cause instanceof DecoderException && !HeapErrors.isUsedUp(cause)
        ? new UpstreamFailure(Kind.PROTOCOL_ERROR, FailureReason.ofUnreadable(cause))
        : UpstreamFailure.failedHere(cause);
  }
}
