package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Optional;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.takeover.InheritedSockets;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.http1.HalfClosedInput;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections;
import org.rpicluster.balancer.vertx.memory.HeapBudget;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.metrics.EventLoopLag;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the program of a configuration: the account of memory, clusters and routes with what was
 * edited before, listeners, what is measured, peers; in this order, so that no request comes before
 * there is an answer to it. Some hundred milliseconds, on the main thread. Stateless.
 */
final class Startup {

  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private Startup() {}

  /**
   * Listens at every address.
   *
   * @param sockets those that listen already
   * @param awaits whether addresses that this machine does not have are waited for
   * @throws Fault if something cannot be had; what was made so far goes with its Vert.x
   */
  static Program of(
      Vertx vertx,
      Configuration configuration,
      StateKeeper state,
      InheritedSockets sockets,
      boolean awaits) {
    MemoryAccount memory = HeapBudget.here().account();
    RunningEditor edits = new RunningEditor(vertx, memory, state.saved(), state::stored);
    ConfigurationSwitch configurations =
        new ConfigurationSwitch(vertx, edits.assemble(configuration, Optional.empty()));
    ServerLimits limits = ServerLimits.of(configuration);
    ConnectionLimiter limiter = limiter(configurations, memory);
    Listeners listeners =
        new Listeners(
            vertx,
            limiter,
            new Acceptor(vertx, limiter, limits.limits(), HalfClosedInput.SILENCE, configurations));
    listeners.inherit(sockets);
    if (awaits) {
      listeners.awaitAddresses();
    }
    listeners.make(listeners.prepare(configuration.listen(), limits.limits()), Program.LEAVING);
    sockets.closeRest();
    ServerReadings readings =
        new ServerReadings(configurations, limiter, listeners, memory, edits, Ticker.system());
    measure(vertx, configurations, readings);
    state.begin(vertx, edits::state);
    Optional<PeerSharing> peers =
        configuration.peers().map(each -> PeerSharing.begin(vertx, each, edits));
    say(configuration, limits);
    edits.announce();
    Discovery discovery = new Discovery(vertx, edits);
    discovery.follow(configuration);
    return new Program(
        vertx, configuration, state, edits, configurations, limiter, listeners, peers, discovery);
  }

  private static ConnectionLimiter limiter(
      ConfigurationSwitch configurations, MemoryAccount memory) {
    RejectedConnections rejected =
        new RejectedConnections(Scheduler.daemon("balancer-edge"), LOG::warn);
    ConnectionLimiter limiter =
        new ConnectionLimiter(rules(configurations.live()), memory, Ticker.system(), rejected);
    limiter.whenOutOfFiles(() -> configurations.live().upstreams().closeIdle());
    return limiter;
  }

  /** What a configuration asks of clients' connections. */
  static ConnectionRules rules(RunningConfiguration live) {
    Configuration configuration = live.configuration();
    return ConnectionRules.of(
        ServerLimits.of(configuration).connectionsMax(),
        configuration.clients().limits().headerCount(),
        configuration.clients().timeouts(),
        live.rules().trustedProxies());
  }

  private static void measure(
      Vertx vertx, ConfigurationSwitch configurations, ServerReadings readings) {
    ProxyMetrics metrics = configurations.live().metrics();
    metrics.also(readings);
    metrics.also(new EventLoopLag(((VertxInternal) vertx).nettyEventLoopGroup(), Ticker.system()));
    metrics.follow(() -> configurations.live().balancers(), Scheduler.daemon("balancer-metrics"));
  }

  /** Only when all is there: a program that cannot start says one thing, why not. */
  private static void say(Configuration configuration, ServerLimits limits) {
    LOG.info("{}", Platform.describe());
    LOG.info("limits: {}", limits);
    LOG.info("memory: {}", ServerLimits.memory());
    LOG.info("timeouts: {}", configuration.clients().timeouts());
    ServerLimits.warning(configuration).ifPresent(LOG::warn);
  }
}
