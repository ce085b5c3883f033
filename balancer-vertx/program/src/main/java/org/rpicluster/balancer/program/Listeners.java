package org.rpicluster.balancer.program;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.http1.HalfCloseHandler;
import org.rpicluster.balancer.vertx.downstream.http2.GoAways;
import org.rpicluster.balancer.vertx.downstream.listen.AcceptHandler;
import org.rpicluster.balancer.vertx.downstream.listen.CertificateWatch;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.downstream.vertx.Misdirected;
import org.rpicluster.balancer.vertx.downstream.vertx.StreamErrors;
import org.rpicluster.balancer.vertx.downstream.vertx.WatchedTransport;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers: for each address one on every event loop, which share the port, so that a connection
 * stays on the loop that it came to. Any thread but an event loop, as it waits.
 */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** How often it is looked whether the last client has left: no stop is noticeably later. */
  private static final long LOOK_MILLIS = 20;

  private final Vertx vertx;
  private final ServerLimits limits;
  private final ConnectionLimiter limiter;
  private final Handler<HttpServerRequest> handler;
  private final Handler<HttpServerRequest> misdirected;
  private final CertificateWatch watch;
  private final GoAways goAways = new GoAways();
  private final Map<ListenAddress, List<ListenerTls>> encrypted = new HashMap<>();
  private final Map<ListenAddress, List<ListenerName>> names = new HashMap<>();
  private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
  private final List<ListenerSettings> addresses = new ArrayList<>();

  Listeners(
      Vertx vertx,
      ServerLimits limits,
      ConnectionLimiter limiter,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> misdirected) {
    this(vertx, limits, limiter, CertificateWatch.PERIOD, handler, misdirected);
  }

  /**
   * None yet.
   *
   * @param look how often the files of certificates are looked at
   * @param handler gets the requests
   * @param misdirected gets those that came over a connection made for another host
   */
  Listeners(
      Vertx vertx,
      ServerLimits limits,
      ConnectionLimiter limiter,
      Duration look,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> misdirected) {
    this.vertx = vertx;
    this.limits = limits;
    this.limiter = limiter;
    this.handler = handler;
    this.misdirected = misdirected;
    watch = new CertificateWatch(vertx, look);
  }

  /**
   * Listens at an address as well.
   *
   * @return the listener with the real port
   * @throws Fault if the address cannot be had
   */
  ListenerSettings open(ListenerSettings listener) {
    ListenAddress address = listener.address();
    // A negative port is Vert.x' way to say that servers share one that the system chooses; each
    // address has a negative number of its own.
    int port = address.port() == 0 ? -1 - addresses.size() : address.port();
    Optional<ListenerTls> tls = listener.tls().map(settings -> encrypted(address, settings));
    DeploymentOptions everyLoop =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    Queue<HttpServer> opened = new ConcurrentLinkedQueue<>();
    ListenerName name = new ListenerName(listener.name());
    WatchedTransport transport = WatchedTransport.of(vertx);
    transport.onAccept(
        new AcceptHandler(
            limiter, ConnectionCost.accepted(listener), listener.proxyProtocol(), name),
        limits.http1(),
        tls.map(ListenerTls::served).orElse(null));
    try {
      Waiting.on(
          vertx.deployVerticle(
              () -> context -> listen(context, listener, tls, port).onSuccess(opened::add),
              everyLoop));
    } catch (Waiting.Failure e) {
      throw new Fault(
          "cannot listen at " + address + ": " + ListenFault.reason(e.getCause(), address));
    } finally {
      transport.onAccept(null, limits.http1(), null);
    }
    servers.addAll(opened);
    ListenerSettings actual = listener.withPort(opened.element().actualPort());
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

  private Future<HttpServer> listen(
      Context context, ListenerSettings listener, Optional<ListenerTls> tls, int port) {
    HttpServerOptions options = limits.options(listener);
    tls.ifPresent(any -> any.encrypt(options, listener.http2()));
    HttpServer server =
        context
            .owner()
            .createHttpServer(options)
            .connectionHandler(this::connected)
            .invalidRequestHandler(handler)
            .requestHandler(handlerFor(tls));
    return server.listen(port, listener.address().host());
  }

  private void connected(HttpConnection connection) {
    // What is wrong with its frames is answered; unless a handler listens, Vert.x logs it as well.
    connection.exceptionHandler(broken -> LOG.debug("a connection has failed", broken));
    ClientWire.watch(connection, limits.http1(), HalfCloseHandler.SILENCE);
    ClientWire.http2(connection)
        .ifPresent(
            http2 -> {
              StreamErrors.watch(http2);
              goAways.add(http2);
            });
    limiter.handle(connection);
  }

  private Handler<HttpServerRequest> handlerFor(Optional<ListenerTls> tls) {
    return tls.<Handler<HttpServerRequest>>map(
            each -> new Misdirected(each.served(), handler, misdirected))
        .orElse(handler);
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
        name.next().change(listener.name());
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
    WatchedTransport.of(vertx).close();
    goAways.first();
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
    goAways.last();
    return Future.join(servers.stream().map(server -> server.shutdown(grace)).toList()).mapEmpty();
  }
}
