package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * Stage 5, towards the member: asks for a connection, sends the head, has the body sent, and hears
 * what the member says up to the head of its answer. What comes in another phase than its own is
 * not heard, and after its end nothing is. On its event loop only.
 */
final class SendRequest extends UpstreamCall implements UpstreamListener {

  private final ExchangeParts parts;
  private @Nullable TryPolicy policy;

  SendRequest(ExchangeParts parts) {
    this.parts = parts;
  }

  /**
   * It is the exchange's from now on, and not begun yet.
   *
   * @param policy is told how it goes
   * @param lease the hold on its member, which is the try's
   */
  void of(TryPolicy policy, Lease lease) {
    again(lease);
    this.policy = policy;
  }

  /**
   * Asks for a connection.
   *
   * @param listener tells this what it hears
   */
  void begin(Connection connection, UpstreamListener listener) {
    Exchange exchange = parts.exchange();
    exchange.times.connecting();
    Opening begun = PinnedConnections.open(exchange, listener);
    if (begun == null) {
      begun =
          exchange
              .routeEntry
              .upstream()
              .open(lease().candidate(), connection, exchange.loop, listener);
    }
    if (isOpening() && parts.exchange() == exchange) { // else it may be over, and this another's
      await(begun);
      parts.retire(); // a connection may come late
      exchange.times.awaitConnection();
    }
  }

  @Override
  public void connected(UpstreamExchange opened) {
    if (!isOpening()) {
      opened.abandon();
      return;
    }
    Exchange exchange = parts.exchange();
    ask(opened);
    exchange.times.connected();
    if (!PinConnection.pinIfAuthenticated(exchange, opened)) {
      exchange.refuse(Refusal.connectionAuth());
      return;
    }
    exchange.tries.sent();
    policy.sending();
    send(opened, exchange.upstreamHead, lease(), exchange);
  }

  private static void send(UpstreamExchange to, UpstreamHead head, Lease lease, Exchange exchange) {
    MapReferences.in(head, lease.member(), exchange);
    RewriteRequest.retarget(exchange, head, lease.member());
    Head ready = head.to(lease.member());
    lease.addBytesToMember(head.bytes());
    to.sendHead(ready, head.hasBody()); // it may be the end of the exchange
    if (exchange.body != null) {
      exchange.body.begin(to);
    }
  }

  @Override
  public void interim(Head upstreamResponse) {
    if (isAsking()) {
      SendInterim.relay(parts.exchange(), upstreamResponse);
    }
  }

  @Override
  public void head(Head upstreamResponse) {
    int status = upstreamResponse.line().status();
    if (!isAsking() || !policy.takes(status)) {
      return;
    }
    Exchange exchange = parts.exchange();
    if (!PinConnection.pinIfOffered(exchange, upstream(), upstreamResponse)) {
      exchange.refuse(Refusal.connectionAuth());
      return;
    }
    lease().answered(status);
    exchange.times.answered();
    lease().addBytesFromMember(PrepareResponse.statusLineBytes(upstreamResponse));
    policy.answered(upstreamResponse);
  }

  @Override
  public void switched(Head upstreamResponse, TunnelEnd member) {
    if (!isAsking()) {
      member.cut();
      return;
    }
    Exchange exchange = parts.exchange();
    join(member);
    lease().answered();
    exchange.times.answered();
    exchange.guarded(it -> policy.answered(upstreamResponse));
  }

  @Override
  public void failed(UpstreamFailure failure) {
    if (isOpening() || isAsking()) {
      forget();
      policy.failed(failure);
    }
  }
}
