package org.rpicluster.balancer.program.peers.group;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.SocketFactory;
import org.jgroups.util.TLS;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.peers.PeerListener;
import org.rpicluster.balancer.program.peers.PeerTransport;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The balancers that hear each other: a group of JGroups over TCP and TLS, one port each. It finds
 * out who is there, tells messages to all in order, and heals after a split. Some 15 threads and 20
 * MiB. Any thread.
 */
public final class PeerGroup implements PeerTransport {

  private static final String NAME = "balancer";

  /** Heard of for so long, one is asked whether it is there, and then away. */
  private static final long SILENCE_MILLIS = TimeUnit.SECONDS.toMillis(3);

  private static final long HEARTBEAT_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(1);

  /** A machine that is away does not answer at all. */
  private static final int CONNECT_MILLIS = 1_000;

  /** What is sent at a time is cut into pieces of some 60 KiB; more is no message of a peer's. */
  private static final int MESSAGE_BYTES_MAX = 1 << 20;

  private final JChannel channel;
  private final KnownHosts hosts;
  private final Optional<PeerSearch> search;

  private PeerGroup(JChannel channel, KnownHosts hosts, Optional<PeerSearch> search) {
    this.channel = channel;
    this.hosts = hosts;
    this.search = search;
  }

  /**
   * Joins the group, or begins one if there is none yet. Blocks for a second or two.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static PeerGroup join(PeerSettings settings, PeerListener listener) {
    try {
      KnownHosts hosts = new KnownHosts(settings.listen(), settings.members());
      PeerSockets sockets =
          new PeerSockets(
              PeerIdentity.context(settings, listener::refused), hosts, listener::refused);
      JChannel channel =
          new JChannel(
              transport(settings.listen(), sockets),
              hosts.discovery(),
              new PeerMerge(),
              new FD_ALL3().setTimeout(SILENCE_MILLIS).setInterval(HEARTBEAT_MILLIS),
              new VERIFY_SUSPECT2().setTimeout(HEARTBEAT_MILLIS),
              new NAKACK2(),
              new UNICAST3(),
              new STABLE(),
              new GMS().setJoinTimeout(JOIN_MILLIS).printLocalAddress(false),
              new FRAG4());
      channel.setName(settings.name());
      channel.setDiscardOwnMessages(true);
      channel.setReceiver(new GroupReceiver(channel, hosts, listener));
      channel.connect(NAME);
      Optional<PeerSearch> search =
          Optional.of(new PeerSearch(settings, hosts::find, listener::refused))
              .filter(any -> settings.members().isEmpty());
      search.ifPresent(PeerSearch::begin);
      return new PeerGroup(channel, hosts, search);
    } catch (Exception e) { // JGroups declares it so
      throw new IllegalStateException("peers: " + settings.listen() + ": " + e.getMessage(), e);
    }
  }

  private static TCP transport(ListenAddress listen, PeerSockets sockets)
      throws UnknownHostException {
    TCP tcp = new PeerTcp();
    InetAddress own = InetAddress.getByName(listen.host());
    tcp.setBindAddress(own);
    tcp.setClientBindAddr(own);
    tcp.setBindPort(listen.port());
    tcp.setPortRange(0);
    tcp.setSockConnTimeout(CONNECT_MILLIS);
    tcp.setMaxLength(MESSAGE_BYTES_MAX);
    tcp.tls(new Sockets(sockets).enabled(true));
    return tcp;
  }

  @Override
  public void resolveAgain() {
    hosts.resolve();
  }

  @Override
  public void send(byte[] message) {
    try {
      channel.send(null, message);
    } catch (Exception e) { // JGroups declares it so
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    search.ifPresent(PeerSearch::close);
    channel.close();
  }

  /** JGroups asks its settings of TLS for sockets: it is given ours. */
  private static final class Sockets extends TLS {

    private final PeerSockets sockets;

    Sockets(PeerSockets sockets) {
      this.sockets = sockets;
    }

    @Override
    public SocketFactory createSocketFactory() {
      return sockets;
    }
  }
}
