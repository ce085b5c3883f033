package org.rpicluster.balancer.program.takeover;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.function.Consumer;

/** Hands on what comes of one type, and its end. On a connection's event loop. */
final class ReceivedHandler<T> extends SimpleChannelInboundHandler<T> {

  private final Consumer<T> each;
  private final Runnable end;

  ReceivedHandler(Class<T> type, Consumer<T> each, Runnable end) {
    super(type);
    this.each = each;
    this.end = end;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, T message) {
    each.accept(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end.run();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
