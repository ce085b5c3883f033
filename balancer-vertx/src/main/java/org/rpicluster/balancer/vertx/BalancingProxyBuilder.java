package org.rpicluster.balancer.vertx;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.proxy.ExchangeObserver;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.proxy.Upstreams;

/** Builds a {@link BalancingProxy}. For one thread. */
public final class BalancingProxyBuilder {

  /** The heap has other tenants: what else the embedding program does is not known here. */
  private static final int HEAP_PART = 4;

  final Vertx vertx;
  final List<Route> routes = new ArrayList<>();
  ExchangeObserver observer = summary -> {};
  Ticker ticker = Ticker.system();
  Scheduler scheduler = Scheduler.daemon("balancer-proxy");
  private @Nullable NameResolver names;
  private @Nullable Upstreams upstreams;
  private @Nullable ClientRules rules;
  private @Nullable MemoryAccount memory;

  BalancingProxyBuilder(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Adds a route; the first that matches a request has it. */
  public BalancingProxyBuilder route(Route route) {
    routes.add(route);
    return this;
  }

  /** Who is told of every exchange. */
  public BalancingProxyBuilder observer(ExchangeObserver observer) {
    this.observer = observer;
    return this;
  }

  /** The clocks; the system's unless given. */
  public BalancingProxyBuilder ticker(Ticker ticker) {
    this.ticker = ticker;
    return this;
  }

  /**
   * The timers of what the log says once a minute; a daemon thread that lives only while one is
   * set, unless given.
   */
  public BalancingProxyBuilder scheduler(Scheduler scheduler) {
    this.scheduler = scheduler;
    return this;
  }

  /**
   * The account of what clients make this proxy hold: requests in flight or in line, and what is
   * kept of their bodies. A request for which there is no room gets 503. Its own, of a quarter of
   * the heap, unless given.
   */
  public BalancingProxyBuilder memory(MemoryAccount memory) {
    this.memory = memory;
    return this;
  }

  MemoryAccount memory() {
    return memory == null
        ? new MemoryAccount(Runtime.getRuntime().maxMemory() / HEAP_PART)
        : memory;
  }

  /** The connections to members, to share them with other proxies; own ones unless given. */
  public BalancingProxyBuilder upstreams(Upstreams upstreams) {
    this.upstreams = upstreams;
    return this;
  }

  /** What holds for every client; {@link ClientRules#strict} unless given. */
  public BalancingProxyBuilder rules(ClientRules rules) {
    this.rules = rules;
    return this;
  }

  /** What holds for every client if nothing else was said. */
  BalancingProxyBuilder rulesUnlessGiven(ClientRules usual) {
    return rules == null ? rules(usual) : this;
  }

  ClientRules rules() {
    return rules == null ? ClientRules.strict(Chance.system()) : rules;
  }

  /** How the names of members become addresses; as the system does it unless given. */
  public BalancingProxyBuilder names(NameResolver names) {
    this.names = names;
    return this;
  }

  Upstreams upstreams() {
    if (upstreams != null) {
      return upstreams;
    }
    return new Upstreams(vertx, names == null ? NameResolver.ofSystem(vertx) : names, ticker);
  }

  /** The proxy. */
  public BalancingProxy build() {
    return new BalancingProxy(this);
  }
}
