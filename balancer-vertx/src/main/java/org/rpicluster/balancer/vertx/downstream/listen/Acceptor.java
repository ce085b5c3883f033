package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.http1.Http1Handler;
import org.rpicluster.balancer.vertx.downstream.http2.GoAways;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * Accepts connections on the event loops of any Vert.x, and has their requests read by this
 * library: none of that server's types are touched. One socket for each address, whose connections
 * are shared out among the loops in turn. Any thread; listening waits for names, so not an event
 * loop.
 */
public final class Acceptor {

  private final VertxInternal vertx;
  private final ConnectionLimiter limiter;
  private final ConnectionInitializer.Requests requests;
  private final GoAways goAways = new GoAways();
  private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /**
   * Listens nowhere yet.
   *
   * @param limiter counts connections, and knows their limits
   * @param limits of each request
   * @param halfClosedSilence how long a client that has closed its side is waited for
   * @param requests gets each request, on its connection's event loop
   */
  public Acceptor(
      Vertx vertx,
      ConnectionLimiter limiter,
      ClientLimits limits,
      Duration halfClosedSilence,
      InboundHandler requests) {
    this.vertx = (VertxInternal) vertx;
    this.limiter = limiter;
    this.requests =
        new ConnectionInitializer.Requests(
            new LoopContexts(this.vertx), limiter, limits, halfClosedSilence, goAways, requests);
  }

  /**
   * Listens at an address as well.
   *
   * @param name by which routes know it
   * @param tls with which it is encrypted, if it is
   * @return the port, once it does
   */
  public Future<Integer> listen(
      ListenerSettings listener, ListenerName name, Optional<ListenerTls> tls) {
    Promise<Integer> port = Promise.promise();
    ListenAddress address = listener.address();
    new ServerBootstrap()
        .group(vertx.acceptorEventLoopGroup(), vertx.nettyEventLoopGroup())
        .channelFactory(vertx.transport().serverChannelFactory(false))
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .handler(
            new AcceptHandler(
                limiter, ConnectionCost.accepted(listener), listener.proxyProtocol(), name))
        .childHandler(new ConnectionInitializer(requests, listener, tls.orElse(null), open))
        .bind(new InetSocketAddress(address.host(), address.port()))
        .addListener(
            (io.netty.channel.ChannelFuture bound) -> {
              if (bound.isSuccess()) {
                listening.add(bound.channel());
                port.complete(((InetSocketAddress) bound.channel().localAddress()).getPort());
              } else {
                port.fail(bound.cause());
              }
            });
    return port.future();
  }

  /**
   * Closes the sockets that listen; connections that they have accepted stay, and clients of HTTP/2
   * are asked for no more.
   */
  public void leave() {
    listening.close().awaitUninterruptibly();
    goAways.first();
  }

  /**
   * Closes the sockets, each connection once nothing is in flight on it, and those that are left
   * after {@code grace}.
   *
   * @return when all are closed
   */
  public Future<Void> shutdown(Duration grace) {
    listening.close().awaitUninterruptibly();
    goAways.last();
    open.forEach(connection -> connection.eventLoop().execute(() -> leave(connection)));
    Promise<Void> closed = Promise.promise();
    ScheduledFuture<?> timer =
        vertx
            .nettyEventLoopGroup()
            .schedule(() -> open.forEach(Acceptor::end), grace.toNanos(), TimeUnit.NANOSECONDS);
    open.newCloseFuture()
        .addListener(
            any -> {
              timer.cancel(false);
              closed.complete();
            });
    return closed.future();
  }

  private static void end(Channel connection) {
    connection
        .eventLoop()
        .execute(
            () -> {
              if (connection.pipeline().get(Http2ConnectionHandler.class) == null) {
                connection.close();
              } else {
                ClientChannel.closeAtOnce(connection); // or it would wait for its streams
              }
            });
  }

  private static void leave(Channel connection) {
    Http1Handler http1 = connection.pipeline().get(Http1Handler.class);
    if (http1 != null) {
      http1.leave();
    }
  }
}
