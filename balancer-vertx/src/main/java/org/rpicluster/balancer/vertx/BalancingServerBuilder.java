package org.rpicluster.balancer.vertx;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.listen.CertificateWatch;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.memory.HeapBudget;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a {@link BalancingServer}. For one thread. */
public final class BalancingServerBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(BalancingServer.class);

  /** Below the ports that one address has, and what file descriptors are usually allowed. */
  private static final int CONNECTIONS_MOST = 32_768;

  final Vertx vertx;
  final List<ListenerSettings> listeners = new ArrayList<>();
  ClientLimits limits = ClientLimits.DEFAULT;
  Duration certificateLook = CertificateWatch.PERIOD;
  private final BalancingProxyBuilder proxy;
  private final MemoryAccount memory = HeapBudget.here().account();
  private ClientTimeouts timeouts = ClientTimeouts.DEFAULT;
  private TrustedProxies trusted = TrustedProxies.NONE;

  BalancingServerBuilder(Vertx vertx) {
    this.vertx = vertx;
    proxy = BalancingProxy.builder(vertx).memory(memory);
  }

  /**
   * Listens at {@code host:port} for HTTP/1.1; port 0 is any that is free.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public BalancingServerBuilder listen(String address) {
    return listen(ListenerSettings.plain(ListenAddress.parse(address)));
  }

  /** Listens as these settings say: with TLS, HTTP/2, PROXY headers. */
  public BalancingServerBuilder listen(ListenerSettings listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Adds a route; the first that matches a request has it.
   *
   * @throws IllegalArgumentException if it leads to a handler of a Vert.x server: there is none
   */
  public BalancingServerBuilder route(Route route) {
    Check.argument(
        !(route instanceof Route.ToServer), "route", route.match(), "to a cluster or LocalHandler");
    proxy.route(route);
    return this;
  }

  /**
   * Changes what else a proxy can be told: who is told of exchanges, clocks, names; also rules for
   * clients, in the place of those that limits, time-outs and trusted proxies make.
   */
  public BalancingServerBuilder proxy(UnaryOperator<BalancingProxyBuilder> change) {
    change.apply(proxy);
    return this;
  }

  /** How much a client may take; the program's own limits unless given. */
  public BalancingServerBuilder limits(ClientLimits most) {
    limits = most;
    return this;
  }

  /** How long clients may take; as long as the program gives them unless given. */
  public BalancingServerBuilder timeouts(ClientTimeouts longest) {
    timeouts = longest;
    return this;
  }

  /**
   * How often it is looked whether the files of certificates have changed, and not since the last
   * look: then they are read again. Every ten seconds unless given.
   */
  public BalancingServerBuilder lookAtCertificates(Duration every) {
    certificateLook = every;
    return this;
  }

  /** Which peers are believed about clients, in PROXY headers and fields; none unless given. */
  public BalancingServerBuilder trustedProxies(TrustedProxies proxies) {
    trusted = proxies;
    return this;
  }

  BalancingProxy proxy() {
    RequestLimits each = limits.each(timeouts);
    Via name = ClientRules.strict(Chance.system()).via();
    return proxy.rulesUnlessGiven(new ClientRules(name, trusted, Optional.empty(), each)).build();
  }

  ConnectionLimiter limiter() {
    return new ConnectionLimiter(
        ConnectionRules.of(connectionsMax(), limits.headerCount(), timeouts, trusted),
        memory,
        Ticker.system(),
        new RejectedConnections(Scheduler.daemon("balancer-edge"), LOG::warn));
  }

  /** As many as their share of the heap is for, unless said. */
  private int connectionsMax() {
    long fitting = HeapBudget.here().shareBytes() / ConnectionCost.leastOf(listeners);
    return limits.connections().orElse((int) Math.min(CONNECTIONS_MOST, fitting));
  }

  /**
   * The server, which does not listen yet.
   *
   * @throws IllegalArgumentException if it is to listen nowhere
   */
  public BalancingServer build() {
    Check.argument(!listeners.isEmpty(), "listen", "nowhere", "at least one address");
    return new BalancingServer(this);
  }
}
