package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter.Admission;
import org.rpicluster.balancer.vertx.netty.FairReads;
import org.rpicluster.balancer.vertx.netty.FairWrites;

/**
 * Stands at a listening socket, before anything else sees what it accepts. A connection that the
 * limiter does not let in is closed and never registered with an event loop. Any thread.
 */
@Sharable
final class AcceptHandler extends ChannelInboundHandlerAdapter {

  private static final AttributeKey<AcceptQueue> KEY =
      AttributeKey.valueOf(AcceptHandler.class, "outside");

  /** Long enough for some connections to end, short enough that clients hardly notice. */
  private static final long PAUSE_MILLIS = 1000;

  private final FairReads reads = FairReads.withinBuffers();
  private final ConnectionLimiter limiter;
  private final ListenerName name;
  private volatile Terms terms;

  /**
   * What holds for connections to come: one value, so that none is let in by the terms of one
   * configuration and set up by those of another.
   *
   * @param bytes what a connection costs until its protocol is settled
   * @param proxyProtocol whether only trusted proxies may connect, which say who the client is
   * @param setUp sets a connection up
   */
  record Terms(int bytes, boolean proxyProtocol, ChannelHandler setUp) {}

  /**
   * Of one listener.
   *
   * @param limiter counts connections
   * @param name by which routes know the listener
   */
  AcceptHandler(ConnectionLimiter limiter, ListenerName name, Terms terms) {
    this.limiter = limiter;
    this.name = name;
    this.terms = terms;
  }

  /** Connections that come from now on are taken on other terms. */
  void change(Terms to) {
    terms = to;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.channel().attr(KEY).set(new AcceptQueue(ctx, limiter, connection -> open(ctx, connection)));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ctx.channel().attr(KEY).get().came((Channel) message);
  }

  private Admission open(ChannelHandlerContext ctx, Channel connection) {
    Terms now = terms;
    Admission entry = limiter.enter(connection, now.bytes, now.proxyProtocol);
    if (entry == Admission.IN) {
      connection.config().setRecvByteBufAllocator(reads);
      FairWrites.fit(connection);
      ClientChannel.listener(connection, name);
      connection.pipeline().addFirst(new BeforeHttpHandler(limiter));
      connection.pipeline().addLast(now.setUp);
      ctx.fireChannelRead(connection);
    } else if (entry == Admission.OUT) {
      connection.unsafe().closeForcibly();
    }
    return entry;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ctx.channel().attr(KEY).get().close();
    ctx.fireChannelInactive();
  }

  /**
   * Nothing can be accepted, as no file is left: it would be tried again and again, and said each
   * time. What waits to be accepted stays in the system's queue.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    limiter.cannotAccept(cause);
    ChannelConfig listening = ctx.channel().config();
    if (listening.isAutoRead()) {
      listening.setAutoRead(false);
      ctx.channel()
          .eventLoop()
          .schedule(() -> goOn(ctx.channel()), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static void goOn(Channel listening) {
    if (listening.attr(KEY).get().isEmpty()) {
      listening.config().setAutoRead(true);
    }
  }
}
