package org.rpicluster.balancer.program;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.http1.HalfCloseHandler;
import org.rpicluster.balancer.vertx.downstream.http2.GoAways;
import org.rpicluster.balancer.vertx.downstream.listen.AcceptHandler;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.downstream.vertx.Misdirected;
import org.rpicluster.balancer.vertx.downstream.vertx.StreamErrors;
import org.rpicluster.balancer.vertx.downstream.vertx.WatchedTransport;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x' servers: for each address one on every event loop, which share the port, so that a
 * connection stays on the loop that it came to. Any thread but an event loop, as it waits.
 */
final class VertxServers implements ClientServers {

  private static final Logger LOG = LoggerFactory.getLogger(VertxServers.class);

  private final Vertx vertx;
  private final ServerLimits limits;
  private final ConnectionLimiter limiter;
  private final Handler<HttpServerRequest> handler;
  private final Handler<HttpServerRequest> misdirected;
  private final GoAways goAways = new GoAways();
  private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
  private int systemPorts;

  /**
   * None yet.
   *
   * @param handler gets the requests
   * @param misdirected gets those that came over a connection made for another host
   */
  VertxServers(
      Vertx vertx,
      ServerLimits limits,
      ConnectionLimiter limiter,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> misdirected) {
    this.vertx = vertx;
    this.limits = limits;
    this.limiter = limiter;
    this.handler = handler;
    this.misdirected = misdirected;
  }

  @Override
  public int open(ListenerSettings listener, ListenerName name, Optional<ListenerTls> tls) {
    // A negative port is Vert.x' way to say that servers share one that the system chooses; each
    // address has a negative number of its own.
    int port = listener.address().port() == 0 ? --systemPorts : listener.address().port();
    DeploymentOptions everyLoop =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    Queue<HttpServer> opened = new ConcurrentLinkedQueue<>();
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
    } finally {
      transport.onAccept(null, limits.http1(), null);
    }
    servers.addAll(opened);
    return opened.element().actualPort();
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

  @Override
  public void leave() {
    WatchedTransport.of(vertx).close();
    goAways.first();
  }

  @Override
  public Future<Void> shutdown(Duration grace) {
    goAways.last();
    return Future.join(servers.stream().map(server -> server.shutdown(grace)).toList()).mapEmpty();
  }
}
