package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/** Exchanges of requests that came over no connection. */
final class Exchanges {

  static final MemoryShare UNBOUNDED = MemoryAccount.unbounded().share("all");

  private Exchanges() {}

  static Exchange of(HttpRequest decoded, ClientRules rules, ExchangeObserver observer) {
    EmbeddedChannel channel = new EmbeddedChannel();
    ProxyContext proxy =
        new ProxyContext(
            rules,
            Ticker.system(),
            new RecurringFaults(new ManualTime(), (line, thrown) -> {}),
            new MemberFaults(new ManualTime()),
            new Settle(UNBOUNDED, observer),
            () -> false);
    Exchange exchange = new Exchange(Requests.of(decoded, channel.eventLoop()), proxy);
    channel.close();
    return exchange;
  }
}
