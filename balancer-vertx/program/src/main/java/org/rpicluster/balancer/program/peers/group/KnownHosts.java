package org.rpicluster.balancer.program.peers.group;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.protocols.TCPPING;
import org.rpicluster.balancer.vertx.settings.ListenAddress;

/**
 * The hosts where peers may live. All are asked there; those who call from where one is said or was
 * met do not wait for strangers. A lookup in a set; resolving blocks. Any thread.
 */
final class KnownHosts implements Predicate<InetAddress> {

  /** Three times the balancers that may be peers: some have got another address meanwhile. */
  static final int MET_MAX = 32;

  private final TCPPING discovery = new TCPPING();
  private final List<ListenAddress> addresses;

  // Guarded by this.
  private final Set<InetSocketAddress> met = new LinkedHashSet<>();
  private final Set<InetSocketAddress> silent = new HashSet<>();
  private List<InetSocketAddress> resolved = List.of();
  private List<InetSocketAddress> found = List.of();

  private volatile Set<InetAddress> known = Set.of();

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
    List<InetSocketAddress> now =
        addresses.stream()
            .map(each -> new InetSocketAddress(each.host(), each.port()))
            .filter(address -> !address.isUnresolved())
            .toList();
    synchronized (this) {
      resolved = now;
      changed();
    }
  }

  private void changed() {
    known =
        Stream.concat(resolved.stream(), met.stream())
            .map(InetSocketAddress::getAddress)
            .collect(Collectors.toSet());
    discovery.setInitialHosts(
        Stream.of(resolved, met, found)
            .flatMap(Collection::stream)
            .distinct()
            .filter(address -> !silent.contains(address))
            .toList());
  }

  /** It takes connections and says nothing: each time that it is asked a thread waits for it. */
  synchronized void leaveOut(InetSocketAddress address) {
    silent.add(address);
    changed();
  }

  /** It may have come to itself. */
  synchronized void askAgain(InetSocketAddress address) {
    silent.remove(address);
    changed();
  }

  /** Peers may be there as well: any machine may have said so, and those are strangers' places. */
  synchronized void find(List<InetSocketAddress> addresses) {
    found = List.copyOf(addresses);
    changed();
  }

  /**
   * Peers were there, who have shown the secret: the last ones are kept, whatever is said since.
   */
  synchronized void meet(Collection<InetSocketAddress> peers) {
    met.removeAll(peers);
    met.addAll(peers);
    met.stream().limit(Math.max(0, met.size() - MET_MAX)).toList().forEach(met::remove);
    changed();
  }

  @Override
  public boolean test(InetAddress address) {
    return known.contains(address);
  }
}
