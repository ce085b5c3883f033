package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.CertificateWatch;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where clients connect: addresses, the certificates and names of each, which a reload may change,
 * and the way to the end of all. Any thread but an event loop, as it waits.
 */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** How often it is looked whether the last client has left: no stop is noticeably later. */
  private static final long LOOK_MILLIS = 20;

  private final Vertx vertx;
  private final ConnectionLimiter limiter;
  private final Acceptor acceptor;
  private final CertificateWatch watch;
  private final Map<ListenAddress, List<ListenerTls>> encrypted = new HashMap<>();
  private final Map<ListenAddress, List<ListenerName>> names = new HashMap<>();
  private final List<ListenerSettings> addresses = new ArrayList<>();

  Listeners(Vertx vertx, ConnectionLimiter limiter, Acceptor acceptor) {
    this(vertx, limiter, CertificateWatch.PERIOD, acceptor);
  }

  /**
   * None yet.
   *
   * @param limiter counts the connections
   * @param look how often the files of certificates are looked at
   * @param acceptor listens, and reads the requests that come
   */
  Listeners(Vertx vertx, ConnectionLimiter limiter, Duration look, Acceptor acceptor) {
    this.vertx = vertx;
    this.limiter = limiter;
    this.acceptor = acceptor;
    watch = new CertificateWatch(vertx, look);
    watch.start();
  }

  /**
   * Listens at an address as well.
   *
   * @return the listener with the real port
   * @throws Fault if the address cannot be had
   */
  ListenerSettings open(ListenerSettings listener) {
    ListenAddress address = listener.address();
    Optional<ListenerTls> tls = listener.tls().map(settings -> encrypted(address, settings));
    ListenerName name = new ListenerName(listener.name(), listener.names());
    int port;
    try {
      port = Waiting.on(acceptor.listen(listener, name, tls));
    } catch (Waiting.Failure e) {
      throw new Fault(
          "cannot listen at " + address + ": " + ListenFault.reason(e.getCause(), address));
    }
    ListenerSettings actual = listener.withPort(port);
    addresses.add(actual);
    names.computeIfAbsent(address, any -> new ArrayList<>()).add(name);
    tls.ifPresent(
        each -> {
          encrypted.computeIfAbsent(address, any -> new ArrayList<>()).add(each);
          watch.add(each);
        });
    return actual;
  }

  private static ListenerTls encrypted(ListenAddress address, TlsSettings settings) {
    try {
      return new ListenerTls(address, settings);
    } catch (IllegalArgumentException e) {
      throw new Fault(address + ": " + e.getMessage());
    }
  }

  /**
   * Reads certificates again, from the files that are named now, takes new names, and says what
   * takes effect only when the program is started again: all else.
   *
   * @param from as it was at the start
   */
  void change(List<ListenerSettings> from, List<ListenerSettings> to) {
    // Several listeners may leave their port to the system: they are told apart by their order.
    Map<ListenAddress, Iterator<ListenerTls>> standing = new HashMap<>();
    encrypted.forEach((address, all) -> standing.put(address, all.iterator()));
    Map<ListenAddress, Iterator<ListenerName>> named = new HashMap<>();
    names.forEach((address, all) -> named.put(address, all.iterator()));
    for (ListenerSettings listener : to) {
      Iterator<ListenerName> name = named.get(listener.address());
      if (name != null && name.hasNext()) {
        name.next().change(listener.name(), listener.names());
      }
      Iterator<ListenerTls> next = standing.get(listener.address());
      if (listener.tls().isPresent() && next != null && next.hasNext()) {
        next.next().change(listener.tls().get());
      }
    }
    if (!withoutFiles(from).equals(withoutFiles(to))) {
      LOG.warn("listen: has changed, which takes effect when the program is started again");
    }
  }

  private static List<ListenerSettings> withoutFiles(List<ListenerSettings> listeners) {
    return listeners.stream().map(ListenerSettings::withoutFiles).toList();
  }

  /** Where it listens, with the real ports. */
  List<ListenerSettings> addresses() {
    return List.copyOf(addresses);
  }

  /** Those that have certificates. */
  List<ListenerTls> encrypted() {
    return watch.listeners();
  }

  /** Connections of clients that are open. */
  int connections() {
    return limiter.connections();
  }

  /**
   * Stops accepting, and asks clients of HTTP/2 for no more.
   *
   * @return resolves when no connection is left
   */
  Future<Void> leave() {
    watch.close();
    acceptor.leave();
    Promise<Void> left = Promise.promise();
    vertx.setPeriodic(LOOK_MILLIS, timer -> lookWhetherAllHaveLeft(timer, left));
    return left.future();
  }

  private void lookWhetherAllHaveLeft(long timer, Promise<Void> left) {
    if (limiter.connections() == 0) {
      vertx.cancelTimer(timer);
      left.complete();
    }
  }

  /**
   * Stops accepting; closes each connection once nothing is in flight on it, and those that are
   * left after {@code grace}.
   */
  Future<Void> shutdown(Duration grace) {
    watch.close();
    return acceptor.shutdown(grace);
  }
}
