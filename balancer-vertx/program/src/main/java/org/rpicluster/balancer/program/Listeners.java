package org.rpicluster.balancer.program;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.unix.UnixChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.takeover.AwaitedAddress;
import org.rpicluster.balancer.program.takeover.InheritedSockets;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.CertificateWatch;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.downstream.listen.ListeningSocket;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of the program: the addresses with their certificates and names, each of which a
 * reload may change, add and remove, and the way to the end of all. One change at a time; any
 * thread but an event loop, as it waits.
 */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** How often it is looked whether the last client has left: no stop is noticeably later. */
  private static final long LOOK_MILLIS = 20;

  private final Vertx vertx;
  private final ConnectionLimiter limiter;
  private final Acceptor acceptor;
  private final CertificateWatch watch;
  private volatile List<OpenListener> open = List.of();
  private volatile InheritedSockets inherited = InheritedSockets.NONE;
  private volatile boolean awaits;

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
   * Prepares to listen where these say, and nowhere else.
   *
   * @param limits of requests that come over connections to come
   * @throws Fault if an address or a certificate cannot be had; then nothing has changed
   */
  ListenerChange prepare(List<ListenerSettings> wanted, ClientLimits limits) {
    return new ListenerChange(this, open, wanted, limits);
  }

  /**
   * Listens as it was prepared.
   *
   * @param leaving how long clients of listeners that are gone, which keep their connections, may
   *     ask once more
   */
  void make(ListenerChange change, Duration leaving) {
    open = List.copyOf(change.make(leaving));
  }

  /** Has the address, and accepts nothing yet. */
  OpenListener bind(ListenerSettings listener, ClientLimits limits) {
    Optional<ListenerTls> tls = tls(listener);
    ListenerName name = new ListenerName(listener.name(), listener.names());
    ListenAddress address = listener.address();
    ListeningSocket socket =
        had(
            address,
            standing(address)
                .map(standing -> acceptor.adopt(listener, name, tls, limits, standing))
                .orElseGet(() -> acceptor.bind(listener, name, tls, limits)));
    return new OpenListener(listener, name, tls, limits, socket);
  }

  /** A socket that listens there already, that another process or this one has opened. */
  private Optional<ChannelFactory<? extends ServerChannel>> standing(ListenAddress address) {
    InetSocketAddress at = new InetSocketAddress(address.host(), address.port());
    Optional<ChannelFactory<? extends ServerChannel>> taken = inherited.take(at);
    if (taken.isPresent() || !awaits || at.isUnresolved() || ListenFault.isOurs(address)) {
      return taken;
    }
    try {
      Optional<ChannelFactory<? extends ServerChannel>> socket =
          Optional.of(AwaitedAddress.listen(at));
      LOG.warn("listen {}: not an address of this machine yet; it is waited for", address);
      return socket;
    } catch (IOException e) {
      throw new Fault("cannot listen at " + address + ": " + ListenFault.reason(e, address));
    }
  }

  /** Takes these sockets for their addresses from now on. */
  void inherit(InheritedSockets sockets) {
    inherited = sockets;
  }

  /** From now on an address that this machine does not have is no fault: it may come. */
  void awaitAddresses() {
    awaits = vertx.isNativeTransportEnabled();
  }

  /** Has an address again that was let go. */
  void bindAgain(OpenListener listener) {
    try {
      had(listener.settings().address(), acceptor.bindAgain(listener.socket)).accept();
    } catch (Fault e) {
      LOG.error("{}; this listener stays closed", e.getMessage());
    }
  }

  private static ListeningSocket had(ListenAddress address, Future<ListeningSocket> bound) {
    try {
      return BlockingWait.on(bound);
    } catch (BlockingWait.Failure e) {
      throw new Fault(
          "cannot listen at " + address + ": " + ListenFault.reason(e.getCause(), address));
    }
  }

  /** The certificates of a listener, read. */
  static Optional<ListenerTls> tls(ListenerSettings listener) {
    return listener.tls().map(settings -> tls(listener.address(), settings));
  }

  private static ListenerTls tls(ListenAddress address, TlsSettings settings) {
    try {
      return new ListenerTls(address, settings);
    } catch (IllegalArgumentException e) {
      throw new Fault(address + ": " + e.getMessage());
    }
  }

  /** The files of the second are looked at, and those of the first no more. */
  void watch(Optional<ListenerTls> before, Optional<ListenerTls> after) {
    if (!before.equals(after)) {
      before.ifPresent(watch::remove);
      after.ifPresent(watch::add);
    }
  }

  /** Listens there no more. */
  void retire(OpenListener gone, Duration leaving) {
    ListenAddress address = gone.actual().address();
    LOG.info("listen {}: gone, connections that are left: {}", address, gone.socket.connections());
    acceptor
        .retire(gone.socket, leaving)
        .onSuccess(any -> LOG.info("listen {}: its last connection is closed", address));
  }

  /** Where it listens, with the real ports. */
  List<ListenerSettings> addresses() {
    List<ListenerSettings> addresses = new ArrayList<>();
    open.forEach(each -> addresses.add(each.actual()));
    return addresses;
  }

  /** Those that have certificates. */
  List<ListenerTls> encrypted() {
    return watch.listeners();
  }

  /** The file descriptors of the sockets that listen; none without the system's own transport. */
  List<Integer> descriptors() {
    return open.stream()
        .map(each -> each.socket.channel())
        .filter(UnixChannel.class::isInstance)
        .map(socket -> ((UnixChannel) socket).fd().intValue())
        .toList();
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
