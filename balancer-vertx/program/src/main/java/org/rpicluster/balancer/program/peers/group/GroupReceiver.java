package org.rpicluster.balancer.program.peers.group;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.NameCache;
import org.jgroups.util.UUID;
import org.rpicluster.balancer.program.peers.Peer;
import org.rpicluster.balancer.program.peers.PeerListener;

/**
 * What JGroups tells, in this program's words: which balancers are there, where they live, and what
 * they say. O(balancers) a change of the group; any thread of JGroups.
 */
final class GroupReceiver implements Receiver {

  private final JChannel channel;
  private final KnownHosts hosts;
  private final PeerListener listener;
  private Set<Address> before = Set.of();

  GroupReceiver(JChannel channel, KnownHosts hosts, PeerListener listener) {
    this.channel = channel;
    this.hosts = hosts;
    this.listener = listener;
  }

  @Override
  public synchronized void viewAccepted(View view) {
    Set<Address> now = new HashSet<>(view.getMembers());
    boolean hasNew = !before.containsAll(now);
    hosts.meet(Stream.of(before, now).flatMap(Set::stream).flatMap(this::place).toList());
    before = now;
    List<Peer> all =
        view.getMembers().stream()
            .map(GroupReceiver::peer)
            .sorted(Comparator.comparing(Peer::name).thenComparing(Peer::key))
            .toList();
    listener.changed(peer(channel.getAddress()), all, hasNew);
  }

  /** Of some that have just come it is not known yet: then it is once they have gone. */
  private Stream<InetSocketAddress> place(Address of) {
    return channel.down(new Event(Event.GET_PHYSICAL_ADDRESS, of)) instanceof IpAddress at
        ? Stream.of(new InetSocketAddress(at.getIpAddress(), at.getPort()))
        : Stream.empty();
  }

  @Override
  public void receive(Message message) {
    // Nothing but bytes is sent, and nothing else is made of what comes.
    if (message.hasArray()) {
      int begin = message.getOffset();
      byte[] bytes = Arrays.copyOfRange(message.getArray(), begin, begin + message.getLength());
      listener.received(peer(message.getSrc()), bytes);
    }
  }

  private static Peer peer(Address address) {
    String key = address instanceof UUID id ? id.toStringLong() : address.toString();
    String name = NameCache.get(address);
    return new Peer(key, name == null ? key : name);
  }
}
