package org.rpicluster.balancer.vertx.kit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.http2.ClientSessions;
import org.rpicluster.balancer.vertx.downstream.http2.GoAways;
import org.rpicluster.balancer.vertx.downstream.http2.Http2Limits;

/** HTTP/2 from the first byte on a port of its own. */
public final class Http2Listener {

  private static final int HEAD_MAX = 16 * 1024;

  private Http2Listener() {}

  /** Listens on the event loops of a Vert.x, which end it; answers with the port. */
  public static int listen(Vertx vertx, InboundHandler handler) throws Exception {
    return listen(vertx, handler, new GoAways());
  }

  /** The same, with the way to say goodbye. */
  public static int listen(Vertx vertx, InboundHandler handler, GoAways goAways) throws Exception {
    VertxInternal internal = (VertxInternal) vertx;
    ClientSessions sessions =
        new ClientSessions(
            Http2Limits.STREAMS_MAX, HEAD_MAX, handler, goAways, Ticker.system(), Chance.system());
    Channel listening =
        new ServerBootstrap()
            .group(internal.acceptorEventLoopGroup(), internal.nettyEventLoopGroup())
            .channelFactory(internal.transport().serverChannelFactory(false))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    connection
                        .config()
                        .setWriteBufferWaterMark(new WriteBufferWaterMark(8 * 1024, 16 * 1024));
                    sessions.begin(
                        connection.pipeline(),
                        internal.contextBuilder().withEventLoop(connection.eventLoop()).build(),
                        Activity.UNWATCHED);
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }
}
