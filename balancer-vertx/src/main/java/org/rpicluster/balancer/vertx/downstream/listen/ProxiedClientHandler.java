package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;

/**
 * Stands behind the decoder of a PROXY header until there is one: notes which client it names, has
 * what follows set up, and leaves. What is no header closes the connection. For one connection, on
 * its event loop. PROXY protocol §2.1, §2.2.
 */
final class ProxiedClientHandler extends SimpleChannelInboundHandler<HAProxyMessage> {

  private final Runnable behind;

  /**
   * Behind the decoder of one connection.
   *
   * @param behind sets up what reads behind the header
   */
  ProxiedClientHandler(Runnable behind) {
    this.behind = behind;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header)
      throws UnknownHostException {
    Channel connection = ctx.channel();
    if (namesClient(header)) {
      ClientChannel.proxied(
          connection,
          address(header.sourceAddress(), header.sourcePort()),
          address(header.destinationAddress(), header.destinationPort()));
    } else if (header.command() == HAProxyCommand.PROXY) {
      ClientChannel.clientIsUnknown(connection);
    }
    behind.run();
    ctx.pipeline().remove(this);
  }

  /**
   * Whether it names a client. {@code PROXY UNKNOWN}, and in version 2 families without an address,
   * pass a client on that the proxy cannot name; {@code LOCAL} is the proxy's own connection.
   */
  private static boolean namesClient(HAProxyMessage header) {
    TransportProtocol transport = header.proxiedProtocol().transportProtocol();
    AddressFamily family = header.proxiedProtocol().addressFamily();
    boolean named = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
    return header.command() == HAProxyCommand.PROXY
        && named
        && transport == TransportProtocol.STREAM
        && header.sourceAddress() != null;
  }

  /** No name is ever looked up: it is digits, or nothing. */
  private static InetSocketAddress address(String digits, int port) throws UnknownHostException {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(digits);
    if (bytes == null) {
      throw new UnknownHostException(digits);
    }
    return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
  }

  /** The log has the reason when it is closed: {@link BeforeHttpHandler}. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
