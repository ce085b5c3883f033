package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * A member's HTTP/1.1 connection: the one handler on it. It turns what Netty tells into calls to
 * the connection and to the exchange that it carries; its parts are {@link AnswerReader}, what
 * comes, and {@link MemberOutput}, what goes. On the connection's event loop only.
 */
final class MemberConnectionHandler extends ChannelDuplexHandler {

  private final MemberConnection connection;
  private final AnswerReader reader;
  private @Nullable MemberOutput output;

  MemberConnectionHandler(MemberConnection connection) {
    this.connection = connection;
    reader = new AnswerReader(connection);
  }

  AnswerReader reader() {
    return reader;
  }

  MemberOutput output() {
    return output;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    output = new MemberOutput(ctx, connection::flushed);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reader.read((ByteBuf) message);
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

  /** An end that TLS did not announce is none of a body: RFC 9112 §9.8. The reader takes any. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close && !close.isSuccess()) {
      connection.closed();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    output.drop();
    reader.inputOver();
    connection.closed();
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    output.sendDue(); // a close would drop it
    ctx.close(promise);
  }

  /** It is a tunnel's now. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    output.sendDue();
    reader.handOver(ctx);
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

  /** What TLS cannot read is the member's; anything else, such as no memory, is our own. */
  private static UpstreamFailure failureOf(Throwable cause) {
    return cause instanceof DecoderException && !HeapErrors.isUsedUp(cause)
        ? new UpstreamFailure(Kind.PROTOCOL_ERROR, FailureReason.ofUnreadable(cause))
        : UpstreamFailure.failedHere(cause);
  }
}
