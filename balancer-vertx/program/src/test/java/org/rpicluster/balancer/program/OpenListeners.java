package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.vertx.downstream.listen.CertificateWatch;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/** The program's listeners without the program, for tests of how clients' connections come in. */
public final class OpenListeners {

  private final Listeners listeners;

  /** With limits as they are by default, but for how many connections there may be. */
  public OpenListeners(
      Vertx vertx,
      int connectionsMax,
      ConnectionLimiter limiter,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> misdirected) {
    this(vertx, connectionsMax, limiter, CertificateWatch.PERIOD, handler, misdirected);
  }

  /** The same, whose certificates' files are looked at so often. */
  public OpenListeners(
      Vertx vertx,
      int connectionsMax,
      ConnectionLimiter limiter,
      Duration look,
      Handler<HttpServerRequest> handler,
      Handler<HttpServerRequest> misdirected) {
    ServerLimits limits = new ServerLimits(connectionsMax, ClientLimits.DEFAULT);
    listeners =
        new Listeners(
            vertx, limiter, look, new VertxServers(vertx, limits, limiter, handler, misdirected));
  }

  /** Listens; with the real port. */
  public ListenerSettings open(ListenerSettings listener) {
    return listeners.open(listener);
  }

  /** Other settings for those that listen. */
  public void change(List<ListenerSettings> from, List<ListenerSettings> to) {
    listeners.change(from, to);
  }

  /** Connections that are open. */
  public int connections() {
    return listeners.connections();
  }

  /** Closes all of them. */
  public Future<Void> shutdown(Duration grace) {
    return listeners.shutdown(grace);
  }
}
