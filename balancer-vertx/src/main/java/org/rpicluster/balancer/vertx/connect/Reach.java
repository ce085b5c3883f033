package org.rpicluster.balancer.vertx.connect;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.member.Member;

/** The way from one event loop to one member. On that loop only. */
public final class Reach {

  private final Connector connector;
  private final Member member;
  private final EventLoop loop;
  private final Addresses addresses;

  Reach(Connector connector, Member member, EventLoop loop) {
    this.connector = connector;
    this.member = member;
    this.loop = loop;
    addresses = Addresses.of(member, connector, loop);
  }

  /** Where it leads. */
  public Member member() {
    return member;
  }

  /** Where it begins. */
  public EventLoop loop() {
    return loop;
  }

  /**
   * Opens a connection.
   *
   * @param timeout for all of it: the name, the connection, and the handshake of TLS
   * @param handler is put into the pipeline once bytes may be sent, and before any are read
   * @return resolves on the loop when bytes may be sent; of a member that HTTP/2 is spoken to over
   *     TLS, only if it has agreed to that. Fails with the reason, in words for the log
   */
  public Future<Channel> connect(Duration timeout, ChannelHandler handler) {
    return new ConnectAttempt(this, connector, addresses, handler).begin(timeout);
  }

  /**
   * Where it leads just now.
   *
   * @return one address or more, in the order in which {@link #connect} would try them; on the loop
   */
  public Future<List<SocketAddress>> addresses() {
    return addresses.find();
  }

  /**
   * Whether a connection still leads to the member: if not, its name has other addresses now, and
   * the connection should be given up as soon as it is free.
   */
  public boolean leadsTo(Channel channel) {
    return addresses.have(channel.remoteAddress());
  }
}
