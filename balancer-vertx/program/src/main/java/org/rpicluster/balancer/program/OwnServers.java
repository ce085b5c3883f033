package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.http1.HalfCloseHandler;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * Listeners of this library, which read requests without a server of Vert.x. Asked for by {@code
 * -Dbalancer.listener=own}. Any thread but an event loop, as it waits.
 */
final class OwnServers implements ClientServers {

  private static final String PROPERTY = "balancer.listener";
  private static final String OWN = "own";

  private final Acceptor acceptor;

  /**
   * None yet.
   *
   * @param requests gets the requests
   */
  OwnServers(Vertx vertx, ServerLimits limits, ConnectionLimiter limiter, InboundHandler requests) {
    acceptor = new Acceptor(vertx, limiter, limits.limits(), HalfCloseHandler.SILENCE, requests);
  }

  /** Whether they are asked for. */
  static boolean areWanted() {
    return OWN.equals(System.getProperty(PROPERTY));
  }

  @Override
  public int open(ListenerSettings listener, ListenerName name, Optional<ListenerTls> tls) {
    return Waiting.on(acceptor.listen(listener, name, tls));
  }

  @Override
  public void leave() {
    acceptor.leave();
  }

  @Override
  public Future<Void> shutdown(Duration grace) {
    return acceptor.shutdown(grace);
  }
}
