package org.rpicluster.balancer.program.peers.group;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.NameCache;
import org.jgroups.util.TLS;
import org.jgroups.util.TLSClientAuth;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The balancers that hear each other: a group of JGroups over TCP and TLS, one port each. It finds
 * out who is there, tells messages to all in order, and heals after a split. Some 15 threads and 20
 * MiB. Any thread.
 */
public final class PeerGroup implements AutoCloseable {

  private static final String NAME = "balancer";

  /** Heard of for so long, one is asked whether it is there, and then away. */
  private static final long SILENCE_MILLIS = TimeUnit.SECONDS.toMillis(3);

  private static final long HEARTBEAT_MILLIS = TimeUnit.SECONDS.toMillis(1);

  /** Halves of a split look for each other so often: they have found each other after twice it. */
  private static final long MERGE_MILLIS_MAX = TimeUnit.SECONDS.toMillis(2);

  private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(1);

  /** A machine that is away does not answer at all. */
  private static final int CONNECT_MILLIS = 1_000;

  private final JChannel channel;

  private PeerGroup(JChannel channel) {
    this.channel = channel;
  }

  /**
   * Joins the group, or begins one if there is none yet. Blocks for a second or two.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static PeerGroup join(PeerSettings settings, PeerListener listener) {
    try {
      SSLContext context = PeerIdentity.context(settings.secret(), listener::refused);
      JChannel channel =
          new JChannel(
              transport(settings.listen(), context),
              new TCPPING().setInitialHosts(resolved(settings.members())).setPortRange(0),
              new MERGE3().setMinInterval(HEARTBEAT_MILLIS).setMaxInterval(MERGE_MILLIS_MAX),
              new FD_ALL3().setTimeout(SILENCE_MILLIS).setInterval(HEARTBEAT_MILLIS),
              new VERIFY_SUSPECT2().setTimeout(HEARTBEAT_MILLIS),
              new NAKACK2(),
              new UNICAST3(),
              new STABLE(),
              new GMS().setJoinTimeout(JOIN_MILLIS).printLocalAddress(false),
              new FRAG4());
      channel.setName(settings.name());
      channel.setDiscardOwnMessages(true);
      channel.setReceiver(new Told(listener));
      channel.connect(NAME);
      return new PeerGroup(channel);
    } catch (Exception e) { // JGroups declares it so
      throw new IllegalStateException("peers: " + settings.listen() + ": " + e.getMessage(), e);
    }
  }

  private static TCP transport(ListenAddress listen, SSLContext context)
      throws UnknownHostException {
    TCP tcp = new TCP();
    tcp.setBindAddress(InetAddress.getByName(listen.host()));
    tcp.setBindPort(listen.port());
    tcp.setPortRange(0);
    tcp.setSockConnTimeout(CONNECT_MILLIS);
    tcp.tls(
        new TLS()
            .enabled(true)
            .setProtocols(new String[] {"TLSv1.3"})
            .setSSLContext(context)
            .setClientAuth(TLSClientAuth.NEED));
    return tcp;
  }

  private static List<InetSocketAddress> resolved(List<ListenAddress> members) {
    List<InetSocketAddress> hosts = new ArrayList<>();
    for (ListenAddress member : members) {
      hosts.add(new InetSocketAddress(member.host(), member.port()));
    }
    return hosts;
  }

  /**
   * Tells all others. Blocks while what was sent before is not taken.
   *
   * @throws IllegalStateException if it has left
   */
  public void send(byte[] message) {
    try {
      channel.send(null, message);
    } catch (Exception e) { // JGroups declares it so
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Leaves, and tells the others. */
  @Override
  public void close() {
    channel.close();
  }

  /** What JGroups tells, in this program's words. */
  private static final class Told implements Receiver {

    private final PeerListener listener;
    private Set<Address> before = Set.of();

    Told(PeerListener listener) {
      this.listener = listener;
    }

    @Override
    public synchronized void viewAccepted(View view) {
      Set<Address> now = new HashSet<>(view.getMembers());
      boolean hasNew = !before.containsAll(now);
      before = now;
      listener.changed(view.getMembers().stream().map(Told::name).sorted().toList(), hasNew);
    }

    @Override
    public void receive(Message message) {
      // Nothing but bytes is sent, and nothing else is made of what comes.
      if (message.hasArray()) {
        int begin = message.getOffset();
        byte[] bytes = Arrays.copyOfRange(message.getArray(), begin, begin + message.getLength());
        listener.received(name(message.getSrc()), bytes);
      }
    }

    private static String name(Address address) {
      String name = NameCache.get(address);
      return name == null ? address.toString() : name;
    }
  }
}
