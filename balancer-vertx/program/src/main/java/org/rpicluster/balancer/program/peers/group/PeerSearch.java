package org.rpicluster.balancer.program.peers.group;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.PeerSettings;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Looks for peers in the network of {@code listen}, and says there where this one is. What it is
 * told any machine may have said: it is where to ask, and no more. A handful of threads and one UDP
 * port, 5353. Any thread. RFC 6762, RFC 6763.
 */
final class PeerSearch implements ServiceListener, AutoCloseable {

  private static final String TYPE = "_balancer-peers._tcp.local.";

  /** Three times the balancers that may be peers: each that is no peer is asked in vain. */
  private static final int FOUND_MAX = 32;

  /** The interface may not be up yet. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PeerSettings settings;
  private final Consumer<List<InetSocketAddress>> told;
  private final Consumer<String> faults;
  private final Scheduler thread = Scheduler.daemon("balancer-peers-search");

  // Guarded by this.
  private final Map<String, List<InetSocketAddress>> found = new TreeMap<>();
  private @Nullable JmDNS network;
  private boolean isClosed;

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
    this.faults = faults;
  }

  /** Begins, without waiting. */
  void begin() {
    thread.schedule(0, this::open);
  }

  private void open() {
    try {
      JmDNS opened = JmDNS.create(InetAddress.getByName(settings.listen().host()));
      if (isKept(opened)) {
        opened.addServiceListener(TYPE, this);
        int port = settings.listen().port();
        opened.registerService(ServiceInfo.create(TYPE, settings.name(), port, ""));
      } else {
        opened.close();
      }
    } catch (IOException e) {
      faults.accept("members: auto: " + e.getMessage());
      again();
    }
  }

  private synchronized boolean isKept(JmDNS opened) {
    if (!isClosed) {
      network = opened;
    }
    return !isClosed;
  }

  private synchronized void again() {
    leave();
    if (!isClosed) {
      thread.schedule(RETRY_NANOS, this::open);
    }
  }

  @Override
  public void serviceAdded(ServiceEvent event) {
    event.getDNS().requestServiceInfo(event.getType(), event.getName());
  }

  @Override
  public void serviceResolved(ServiceEvent event) {
    int port = event.getInfo().getPort();
    List<InetSocketAddress> addresses =
        Stream.of(event.getInfo().getInetAddresses())
            .map(address -> new InetSocketAddress(address, port))
            .filter(address -> address.getPort() > 0)
            .limit(2)
            .toList();
    synchronized (this) {
      if (found.containsKey(event.getName()) || found.size() < FOUND_MAX) {
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
  public synchronized void close() {
    isClosed = true;
    leave();
  }

  private synchronized void leave() {
    JmDNS opened = network;
    network = null;
    if (opened != null) {
      thread.schedule(0, () -> leave(opened));
    }
  }

  private void leave(JmDNS opened) {
    try {
      opened.close();
    } catch (IOException e) {
      faults.accept("members: auto: " + e.getMessage());
    }
  }
}
