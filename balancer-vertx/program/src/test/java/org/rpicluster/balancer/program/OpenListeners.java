package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.http1.HalfClosedInput;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.CertificateWatch;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/** The program's listeners without the program, for tests of how clients' connections come in. */
public final class OpenListeners {

  private final List<ListenerSettings> wanted = new ArrayList<>();
  private final Listeners listeners;

  /** With limits as they are by default, but for those of connections. */
  public OpenListeners(Vertx vertx, ConnectionLimiter limiter, InboundHandler requests) {
    this(vertx, limiter, CertificateWatch.PERIOD, requests);
  }

  /** The same, whose certificates' files are looked at so often. */
  public OpenListeners(
      Vertx vertx, ConnectionLimiter limiter, Duration look, InboundHandler requests) {
    Acceptor acceptor =
        new Acceptor(vertx, limiter, ClientLimits.DEFAULT, HalfClosedInput.SILENCE, requests);
    listeners = new Listeners(vertx, limiter, look, acceptor);
  }

  /** Listens; with the real port. */
  public ListenerSettings open(ListenerSettings listener) {
    wanted.add(listener);
    change(wanted);
    List<ListenerSettings> open = listeners.addresses();
    return open.get(open.size() - 1);
  }

  /** These listen from now on, and no others. */
  public void change(List<ListenerSettings> to) {
    listeners.make(listeners.prepare(to, ClientLimits.DEFAULT), Duration.ofSeconds(1));
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
