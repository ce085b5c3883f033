package org.rpicluster.balancer.vertx.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.rpicluster.balancer.member.Member;

/**
 * Opens TCP connections to members, with the transport and the name resolver of a Vert.x instance.
 * Never blocks; any event loop.
 */
public final class Connector {

  private final ChannelFactory<? extends Channel> channels;
  private final AddressResolverGroup<InetSocketAddress> names;

  private Connector(VertxInternal vertx) {
    channels = vertx.transport().channelFactory(false);
    names = vertx.nameResolver().nettyAddressResolverGroup();
  }

  /** A connector on the event loops of {@code vertx}. */
  public static Connector of(Vertx vertx) {
    return new Connector((VertxInternal) vertx);
  }

  /** Opens a connection to a member, on an event loop; {@code handler} makes its pipeline. */
  public ChannelFuture connect(
      EventLoop loop, Member member, Duration timeout, ChannelHandler handler) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(channels)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
            .handler(handler);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(member.host());
    return address == null
        ? byName(bootstrap, member)
        : bootstrap.disableResolver().connect(literal(address, member.port()));
  }

  private ChannelFuture byName(Bootstrap bootstrap, Member member) {
    return bootstrap
        .resolver(names)
        .connect(InetSocketAddress.createUnresolved(member.host(), member.port()));
  }

  private static InetSocketAddress literal(byte[] address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // 4 or 16 bytes are always an address
    }
  }
}
