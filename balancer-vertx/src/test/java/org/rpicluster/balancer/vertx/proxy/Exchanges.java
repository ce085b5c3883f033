package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/** Exchanges of requests that came over no connection. */
final class Exchanges {

  static final MemoryShare UNBOUNDED = MemoryAccount.unbounded().share("all");

  private Exchanges() {}

  static Exchange of(HttpRequest decoded, ClientRules rules, ExchangeObserver observer) {
    return of(decoded, NettyFields.over(decoded.headers()), rules, observer);
  }

  /** Another one of the same proxy, on the same event loop. */
  static Exchange behind(Exchange before, HttpRequest decoded) {
    return new Exchange(Requests.of(decoded, before.loop), before.proxy);
  }

  /** The same, with its head as the bytes that it was. */
  static Exchange ofBytes(HttpRequest decoded, ClientRules rules, ExchangeObserver observer) {
    Head head = new Head();
    head.line().request(decoded.method().name(), decoded.uri());
    decoded.headers().forEach(field -> head.add(field.getKey(), field.getValue()));
    return of(decoded, HeadFields.over(head), rules, observer);
  }

  private static Exchange of(
      HttpRequest decoded, Fields fields, ClientRules rules, ExchangeObserver observer) {
    EmbeddedChannel channel = new EmbeddedChannel();
    ProxyContext proxy =
        new ProxyContext(
            rules,
            Ticker.system(),
            new RecurringFaults(new ManualTime(), (line, thrown) -> {}),
            new MemberFaults(new ManualTime()),
            new Settle(UNBOUNDED, observer),
            () -> false);
    Exchange exchange = new Exchange(Requests.of(decoded, fields, channel.eventLoop()), proxy);
    channel.close();
    return exchange;
  }
}
