package org.rpicluster.balancer.vertx.kit;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/** HTTP/1.1 at a free port of this machine, without time-outs that a test would wait for. */
public final class Http1Listener {

  /** Shorter than those of the program, as a Vert.x server has them. */
  private static final ClientLimits LIMITS =
      ClientLimits.DEFAULT.requestLineBytes(4096).headerBytes(8192);

  private Http1Listener() {}

  /**
   * Listens on the event loops of a Vert.x, which end it; answers with the port.
   *
   * @param silence how long a client that has closed its side is waited for
   */
  public static int listen(Vertx vertx, InboundHandler requests, Duration silence)
      throws Exception {
    ConnectionRules rules =
        ConnectionRules.of(1 << 16, 1 << 16, ClientTimeouts.DEFAULT, TrustedProxies.NONE);
    ConnectionLimiter limiter =
        new ConnectionLimiter(
            rules,
            MemoryAccount.unbounded(),
            Ticker.system(),
            new RejectedConnections((nanos, task) -> () -> {}, (line, thrown) -> {}));
    ListenerSettings listener = ListenerSettings.plain(new ListenAddress("127.0.0.1", 0));
    return new Acceptor(vertx, limiter, LIMITS, silence, requests)
        .listen(listener, new ListenerName(ListenerName.NONE), Optional.empty())
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
