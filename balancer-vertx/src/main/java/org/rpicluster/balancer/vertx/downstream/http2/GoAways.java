package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.function.ToIntFunction;

/**
 * The connections of HTTP/2 that are open, and how they are told to begin no more streams: first
 * without naming the last one, so that none that is on its way is lost, and a while later with it.
 * One entry for each connection; any thread. RFC 9113 §6.8.
 */
public final class GoAways {

  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean leaving;

  /** A connection has been opened; it may have been on its way while all others were told. */
  public void add(Http2ConnectionHandler http2) {
    Channel connection = http2.encoder().flowController().channelHandlerContext().channel();
    connections.add(connection);
    if (leaving) {
      send(connection, any -> Integer.MAX_VALUE);
    }
  }

  /** No more streams are wanted; those that come are served. */
  public void first() {
    leaving = true; // before those that are open are told: who comes meanwhile is told twice
    sendAll(http2 -> Integer.MAX_VALUE);
  }

  /** Streams behind those that have come are not served. */
  public void last() {
    sendAll(http2 -> http2.connection().remote().lastStreamCreated());
  }

  private void sendAll(ToIntFunction<Http2ConnectionHandler> lastStream) {
    connections.forEach(each -> each.eventLoop().execute(() -> send(each, lastStream)));
  }

  private static void send(Channel connection, ToIntFunction<Http2ConnectionHandler> lastStream) {
    Http2ConnectionHandler http2 = connection.pipeline().get(Http2ConnectionHandler.class);
    if (http2 != null && connection.isActive()) {
      ChannelHandlerContext ctx = connection.pipeline().context(http2);
      int last = lastStream.applyAsInt(http2);
      http2.goAway(ctx, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
      ctx.flush();
    }
  }
}
