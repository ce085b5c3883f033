package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.listen.ServedIdentities;

/**
 * A transport that puts a {@link ConnectionSetupHandler} before each connection that a server
 * accepts. Vert.x shows a connection only when its protocol is settled, and some of HTTP/2 has been
 * read by then; this is the one public way to be there before. Any thread.
 */
public final class WatchedTransport implements Transport {

  private final Transport transport;

  private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile @Nullable ChannelHandler acceptHandler;
  private volatile Http1ServerConfig limits = new Http1ServerConfig();
  private volatile @Nullable ServedIdentities served;

  private WatchedTransport(Transport transport) {
    this.transport = transport;
  }

  /** The system's own transport, where it can be had, watched. */
  public static io.vertx.core.transport.Transport best() {
    io.vertx.core.transport.Transport own = io.vertx.core.transport.Transport.nativeTransport();
    boolean usable = own != null && own.available();
    return new Watched(usable ? own : io.vertx.core.transport.Transport.NIO);
  }

  /**
   * The transport of a Vert.x that was made with one.
   *
   * @throws IllegalArgumentException if it was not
   */
  public static WatchedTransport of(Vertx vertx) {
    if (((VertxInternal) vertx).transport() instanceof WatchedTransport watched) {
      return watched;
    }
    throw new IllegalArgumentException("vertx: not watched (expected: made by Platform)");
  }

  /**
   * Puts a handler at the sockets that listen from now on: it sees each connection before anything
   * else does, and may keep it out.
   *
   * @param next the handler; none if it is null
   * @param http1 the limits of HTTP/1 behind it
   * @param identities what clients are shown by the name that they ask for; null without TLS
   */
  public void onAccept(
      @Nullable ChannelHandler next,
      Http1ServerConfig http1,
      @Nullable ServedIdentities identities) {
    acceptHandler = next;
    limits = http1;
    served = identities;
  }

  /** Closes the sockets that listen; connections that they have accepted stay. */
  public void close() {
    listening.close().awaitUninterruptibly();
  }

  /** Another transport under its own name. */
  private record Watched(io.vertx.core.transport.Transport of)
      implements io.vertx.core.transport.Transport {
    @Override
    public String name() {
      return of.name();
    }

    @Override
    public boolean available() {
      return of.available();
    }

    @Override
    public Throwable unavailabilityCause() {
      return of.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
      return new WatchedTransport(of.implementation());
    }
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
    transport.configure(config, domainSocket, bootstrap);
    ChannelHandler first = acceptHandler;
    AcceptedHandler accepted = new AcceptedHandler(limits, listening, served);
    bootstrap.handler(first == null ? accepted : new ListeningInitializer(first, accepted));
  }

  /** The handler of accepted connections, and then what comes behind it. */
  @Sharable
  private static final class ListeningInitializer extends ChannelInitializer<Channel> {
    private final ChannelHandler first;
    private final ChannelHandler second;

    ListeningInitializer(ChannelHandler first, ChannelHandler second) {
      this.first = first;
      this.second = second;
    }

    @Override
    protected void initChannel(Channel listening) {
      listening.pipeline().addLast(first, second);
    }
  }

  /** On a listening channel, before Netty's own acceptor. */
  @Sharable
  private static final class AcceptedHandler extends ChannelInboundHandlerAdapter {
    private final Http1ServerConfig limits;
    private final ChannelGroup listening;
    private final @Nullable ServedIdentities served;

    AcceptedHandler(
        Http1ServerConfig limits, ChannelGroup listening, @Nullable ServedIdentities served) {
      this.limits = limits;
      this.listening = listening;
      this.served = served;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      listening.add(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      if (accepted instanceof Channel connection) {
        connection.pipeline().addLast(new ConnectionSetupHandler(limits, served));
      }
      ctx.fireChannelRead(accepted);
    }
  }

  // All else is as it was.

  @Override
  public boolean supportsDomainSockets() {
    return transport.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return transport.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return transport.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return transport.unavailabilityCause();
  }

  @Override
  public java.net.SocketAddress convert(SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public SocketAddress convert(java.net.SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return transport.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(int type, int loops, ThreadFactory threads, int ioRatio) {
    return transport.eventLoopGroup(type, loops, threads, ioRatio);
  }

  @Override
  @SuppressWarnings("deprecation") // the interface has it
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return transport.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return transport.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return transport.channelFactory(domainSocket);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return transport.serverChannelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    transport.configure(channel, options);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
    transport.configure(config, domainSocket, bootstrap);
  }
}
