package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpResponse;
import java.util.Optional;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.tunnel.Tunnel;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * Stage 10 after a 101: joins the client and the member, and counts what passes. On its event loop
 * only.
 */
final class OpenTunnel implements Tunnel.Observer {

  private final Exchange exchange;
  private final Settle settle;

  private OpenTunnel(Exchange exchange, Settle settle) {
    this.exchange = exchange;
    this.settle = settle;
  }

  static void open(
      Exchange exchange, Settle settle, HttpResponse upstreamResponse, TunnelEnd member) {
    // That the client is gone is from here on the tunnel's business.
    exchange.inboundResponse.exceptionHandler(gone -> {});
    Fields fields = PrepareResponse.prepareSwitch(exchange, upstreamResponse);
    Optional<TunnelEnd> client =
        exchange.clientUpgrade.accept(exchange.inboundRequest.connection(), NettyFields.of(fields));
    if (client.isEmpty()) {
      member.cut();
      settle.tunnelRefused(exchange);
      return;
    }
    exchange.status = 101;
    UpstreamOptions options = exchange.route.cluster().upstream();
    Tunnel.open(
        client.get(),
        member,
        exchange.loop,
        exchange.ticker,
        new Tunnel.Patience(options.tunnelTimeout(), options.idleTimeout()),
        new OpenTunnel(exchange, settle));
  }

  @Override
  public void fromClient(int bytes) {
    exchange.tunnelledFromClient += bytes;
    exchange.lease.addBytesToMember(bytes);
  }

  @Override
  public void fromMember(int bytes) {
    exchange.tunnelledToClient += bytes;
    exchange.lease.addBytesFromMember(bytes);
  }

  @Override
  public void over(Tunnel.EndedBy cause) {
    settle.tunnelClosed(
        exchange,
        switch (cause) {
          case CLIENT -> End.TUNNEL_CLOSED_BY_CLIENT;
          case MEMBER -> End.TUNNEL_CLOSED_BY_MEMBER;
          case SILENCE -> End.TUNNEL_SILENT;
        });
  }
}
