package org.rpicluster.balancer.vertx.proxy;

import java.util.Optional;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.Tunnel;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * Stage 7 after a 101: joins the client and the member, and counts what passes. From here on a
 * client that goes is the tunnel's business. On its event loop only.
 */
final class OpenTunnel implements Tunnel.Observer, ExchangeHolder {

  private final Exchange exchange;
  private final Try won;

  private OpenTunnel(Exchange exchange, Try won) {
    this.exchange = exchange;
    this.won = won;
  }

  /** Watches from before the first try whether the client waits for the 101, if it asks for one. */
  static void prepare(Exchange exchange) {
    if (exchange.upstreamHead.upgrade()) {
      exchange.inbound.expectSwitch();
    }
  }

  /**
   * Opens the tunnel.
   *
   * @param won the try that the 101 came of
   */
  static void begin(Exchange exchange, Try won, Head upstreamResponse) {
    OpenTunnel tunnel = new OpenTunnel(exchange, won);
    exchange.heldBy(tunnel);
    SendBody.stop(exchange);
    tunnel.open(PrepareResponse.prepareSwitch(exchange, upstreamResponse));
  }

  private void open(Fields fields) {
    Optional<TunnelEnd> client = exchange.inbound.switchProtocols(fields);
    if (client.isEmpty()) {
      exchange.status = 400;
      end(Outcome.CANCELLED, ExchangeEnd.REFUSED, "There were bytes before the 101.");
      return;
    }
    exchange.status = exchange.isConnect() ? 200 : 101;
    PrepareRequest.end(exchange);
    UpstreamOptions options = exchange.route().cluster().upstream();
    Tunnel.open(
        client.get(),
        won.tunnel(),
        exchange.loop,
        exchange.ticker,
        new Tunnel.Patience(options.tunnelTimeout(), options.idleTimeout()),
        this);
  }

  @Override
  public void fromClient(int bytes) {
    exchange.tunnelledFromClient += bytes;
    exchange.tries.last().counters().addBytesToMember(bytes);
  }

  @Override
  public void fromMember(int bytes) {
    exchange.bytesToClient += bytes;
    exchange.tries.last().counters().addBytesFromMember(bytes);
  }

  @Override
  public void over(Tunnel.EndedBy cause) {
    ExchangeEnd end =
        switch (cause) {
          case CLIENT -> ExchangeEnd.TUNNEL_CLOSED_BY_CLIENT;
          case MEMBER -> ExchangeEnd.TUNNEL_CLOSED_BY_MEMBER;
          case SILENCE -> ExchangeEnd.TUNNEL_SILENT;
        };
    won.exchangeEnded();
    end(Outcome.SUCCESS, end, "");
  }

  private void end(Outcome outcome, ExchangeEnd end, String reason) {
    won.end(outcome, "");
    exchange.proxy.settle().close(exchange, end, reason);
  }

  @Override
  public void clientGone() {
    // The tunnel hears of it as well, and sees to it that the member does.
  }

  @Override
  public void refuse(Refusal refusal) {
    won.end(Outcome.CANCELLED, "");
    exchange.proxy.settle().refuse(exchange, refusal);
  }
}
