package org.rpicluster.balancer.program.peers.group;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.protocols.TCPPING;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The hosts where peers may live: they are asked there, and those who call from there do not wait
 * for strangers. A lookup in a set; resolving blocks. Any thread.
 */
final class KnownHosts implements Predicate<InetAddress> {

  private final TCPPING discovery = new TCPPING();
  private final List<ListenAddress> addresses;
  private final Set<InetSocketAddress> silent = ConcurrentHashMap.newKeySet();
  private volatile List<InetSocketAddress> resolved = List.of();
  private volatile Set<InetAddress> known = Set.of();
  private volatile List<InetSocketAddress> found = List.of();

  /**
   * With these, of which some may not be known to the resolver yet.
   *
   * @param own this one's, which is always known
   */
  KnownHosts(ListenAddress own, List<ListenAddress> members) {
    addresses = Stream.concat(Stream.of(own), members.stream()).toList();
    discovery.setPortRange(0);
    resolve();
  }

  /** What asks them. */
  TCPPING discovery() {
    return discovery;
  }

  /** Looks up their names. Where one has no address now, it keeps none. */
  void resolve() {
    resolved =
        addresses.stream()
            .map(each -> new InetSocketAddress(each.host(), each.port()))
            .filter(address -> !address.isUnresolved())
            .distinct()
            .toList();
    known = resolved.stream().map(InetSocketAddress::getAddress).collect(Collectors.toSet());
    ask();
  }

  private synchronized void ask() {
    discovery.setInitialHosts(
        Stream.concat(resolved.stream(), found.stream())
            .distinct()
            .filter(address -> !silent.contains(address))
            .toList());
  }

  /** It takes connections and says nothing: each time that it is asked a thread waits for it. */
  void leaveOut(InetSocketAddress address) {
    silent.add(address);
    ask();
  }

  /** It may have come to itself. */
  void askAgain(InetSocketAddress address) {
    silent.remove(address);
    ask();
  }

  /** Peers may be there as well: any machine may have said so, and those are strangers' places. */
  void find(List<InetSocketAddress> addresses) {
    found = List.copyOf(addresses);
    resolve();
  }

  @Override
  public boolean test(InetAddress address) {
    return known.contains(address);
  }
}
