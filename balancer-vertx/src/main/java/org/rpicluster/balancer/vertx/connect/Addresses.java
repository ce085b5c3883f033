package org.rpicluster.balancer.vertx.connect;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;

/** The addresses of one member. On its event loop only. */
interface Addresses {

  /** One address or more, in the order in which they are to be tried. */
  Future<List<SocketAddress>> find();

  /** Whether the member is still at this address. */
  boolean have(SocketAddress address);

  /** No connection could be made to this address. */
  void failed(SocketAddress address);

  /** The addresses of a member: of one with a name, as it is looked up. */
  static Addresses of(Member member, Connector connector, EventLoop loop) {
    if (member.scheme() == Scheme.UNIX) {
      var socket = io.vertx.core.net.SocketAddress.domainSocketAddress(member.url().getPath());
      return new FixedAddress(connector.transport().convert(socket), loop);
    }
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(member.host());
    return literal == null
        ? new NamedAddresses(member, connector, loop)
        : new FixedAddress(at(literal, member.port()), loop);
  }

  private static SocketAddress at(byte[] address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // 4 or 16 bytes are always an address
    }
  }
}
