package org.rpicluster.balancer.vertx.kit;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
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

/**
 * HTTP/1.1 that this library reads, in the place of a Vert.x server: asked for by {@code
 * -Dbalancer.listener=own}, so that the same tests run on both.
 */
final class OwnHttp1 {

  /** As a Vert.x server has them, unless told otherwise. */
  private static final ClientLimits LIMITS =
      ClientLimits.DEFAULT.requestLineBytes(4096).headerBytes(8192);

  private OwnHttp1() {}

  static boolean isAsked() {
    return "own".equals(System.getProperty("balancer.listener"));
  }

  /** Listens at a free port of this machine, and notes each exchange before the proxy has it. */
  static int listen(
      Vertx vertx, BalancingProxy proxy, Consumer<InboundExchange> note, Duration silence)
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
    return new Acceptor(vertx, limiter, LIMITS, silence, noting(proxy, note))
        .listen(listener, new ListenerName(ListenerName.NONE), Optional.empty())
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static InboundHandler noting(BalancingProxy proxy, Consumer<InboundExchange> note) {
    return new InboundHandler() {
      @Override
      public void handle(InboundExchange inbound) {
        note.accept(inbound);
        proxy.handle(inbound);
      }

      @Override
      public void misdirected(InboundExchange inbound) {
        proxy.misdirected(inbound);
      }
    };
  }
}
