package org.rpicluster.balancer.program.peers.group;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.program.mdns.MdnsNetwork;

/**
 * Looks for peers in the network of {@code listen}, and says there where this one is. What it is
 * told any machine may have said: it is where to ask, and no more. Any thread. RFC 6762, RFC 6763.
 */
final class PeerSearch implements ServiceListener, AutoCloseable {

  static final String TYPE = "_balancer-peers._tcp.local.";

  /** Three times the balancers that may be peers: each that is no peer is asked in vain. */
  static final int FOUND_MAX = 32;

  private static final int ADDRESSES_MAX = 2;

  private final PeerSettings settings;
  private final Consumer<List<InetSocketAddress>> told;
  private final MdnsNetwork network;

  // Guarded by this.
  private final Map<String, List<InetSocketAddress>> found = new TreeMap<>();

  /**
   * Not begun.
   *
   * @param told is told where peers may be, all of it each time
   * @param faults is told why it cannot be looked for them
   */
  PeerSearch(
      PeerSettings settings, Consumer<List<InetSocketAddress>> told, Consumer<String> faults) {
    this.settings = settings;
    this.told = told;
    network =
        new MdnsNetwork(
            () -> InetAddress.getByName(settings.listen().host()),
            this::listen,
            why -> faults.accept("members: auto: " + why));
  }

  /** Begins, without waiting. */
  void begin() {
    network.begin();
  }

  private void listen(JmDNS opened) throws IOException {
    opened.addServiceListener(TYPE, this);
    int port = settings.listen().port();
    opened.registerService(ServiceInfo.create(TYPE, settings.name(), port, ""));
  }

  /** Where one is, it is asked for, unless there are as many as there may be. */
  @Override
  public void serviceAdded(ServiceEvent event) {
    if (hasRoom(event.getName())) {
      network.ask(event);
    }
  }

  private synchronized boolean hasRoom(String name) {
    return found.containsKey(name) || found.size() < FOUND_MAX;
  }

  @Override
  public void serviceResolved(ServiceEvent event) {
    int port = event.getInfo().getPort();
    List<InetSocketAddress> addresses =
        Stream.of(event.getInfo().getInetAddresses())
            .map(address -> new InetSocketAddress(address, port))
            .filter(address -> address.getPort() > 0)
            .limit(ADDRESSES_MAX)
            .toList();
    synchronized (this) {
      if (hasRoom(event.getName())) {
        found.put(event.getName(), addresses);
      }
    }
    tell();
  }

  @Override
  public void serviceRemoved(ServiceEvent event) {
    synchronized (this) {
      found.remove(event.getName());
    }
    tell();
  }

  private void tell() {
    List<InetSocketAddress> all;
    synchronized (this) {
      all = found.values().stream().flatMap(List::stream).toList();
    }
    told.accept(all);
  }

  /** Says goodbye, for which no stop waits. */
  @Override
  public void close() {
    network.close();
  }
}
