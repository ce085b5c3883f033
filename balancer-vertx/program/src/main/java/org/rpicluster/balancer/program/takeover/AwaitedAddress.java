package org.rpicluster.balancer.program.takeover;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A socket at an address that this machine does not have yet: clients reach it from the moment that
 * it has, with nothing to be done then. Any thread; needs Netty's epoll.
 *
 * <p>{@code IP_FREEBIND} of Linux, ip(7); with IPv6 as well.
 */
public final class AwaitedAddress {

  private static final int SOL_IP = 0;
  private static final int IP_FREEBIND = 15;

  private AwaitedAddress() {}

  /**
   * Listens there.
   *
   * @return makes the channel of the socket, once
   * @throws IOException if that cannot be, such as where the port is in use
   */
  public static ChannelFactory<? extends ServerChannel> listen(InetSocketAddress address)
      throws IOException {
    Socket socket = Socket.newSocketStream();
    try {
      socket.setReuseAddress(true);
      socket.setIntOpt(SOL_IP, IP_FREEBIND, 1);
      socket.bind(address);
      socket.listen(NetUtil.SOMAXCONN);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return () -> new EpollServerSocketChannel(socket.intValue());
  }
}
