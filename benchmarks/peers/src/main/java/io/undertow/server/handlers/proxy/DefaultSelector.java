package io.undertow.server.handlers.proxy;

import io.undertow.server.handlers.proxy.LoadBalancingProxyClient.Host;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient.HostSelector;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient.RoundRobinHostSelector;

/** Undertow's default selector; it looks at nothing but how many hosts there are. Any thread. */
public final class DefaultSelector {

  private final HostSelector selector = new RoundRobinHostSelector();
  private final Host[] hosts;

  /** A selector over this many hosts. */
  public DefaultSelector(int hosts) {
    this.hosts = new Host[hosts];
  }

  /** An index. */
  @SuppressWarnings("removal") // What the other method comes to: round robin reads no exchange.
  public int select() {
    return selector.selectHost(hosts);
  }
}
