package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * One try to have a request answered: one lease, and one exchange with its member at a time. It
 * owns both: the lease ends here, once, and the exchange is only lent to what sends and receives
 * bodies. In each {@link Phase} it hears what belongs there, and after its end nothing. On its
 * event loop only.
 *
 * <pre>
 *   OPENING ── connected ──▶ SENDING ── sent ──▶ AWAITING_HEAD ── a head, a 101 ──▶ HANDED_OVER
 *      ▲                        │                      │                                │
 *      └── stale: once more ────┴──────────────────────┴── failed, given up ──▶ ENDED ◀─┘
 * </pre>
 */
final class Try implements UpstreamListener {

  /** How far a try has come. A member may answer before it has all of the request. */
  enum Phase {
    /** There is no connection yet. */
    OPENING,
    /** The request goes to the member. */
    SENDING,
    /** All of it is sent. */
    AWAITING_HEAD,
    /** The head of the answer is there: the rest is {@link Relay}'s or {@link OpenTunnel}'s. */
    HANDED_OVER,
    /** The lease has ended. */
    ENDED
  }

  private final Exchange exchange;
  private final TryPolicy policy;
  private final Lease lease;
  private Phase phase = Phase.OPENING;
  private @Nullable Opening opening;
  private @Nullable UpstreamExchange upstream;
  private @Nullable Relay relay;

  /**
   * A try.
   *
   * @param policy is told how it goes
   * @param lease is the try's from now on
   */
  Try(Exchange exchange, TryPolicy policy, Lease lease) {
    this.exchange = exchange;
    this.policy = policy;
    this.lease = lease;
  }

  /** Asks for a connection, the first one or another in place of a stale one. */
  void begin(Connection connection) {
    phase = Phase.OPENING;
    exchange.times.connecting();
    if (!OwnConnections.open(exchange, this)) {
      exchange.way.upstream().open(lease.candidate(), connection, exchange.loop, this);
    }
    if (phase == Phase.OPENING) {
      exchange.times.awaitConnection();
    }
  }

  @Override
  public void opening(Opening begun) {
    opening = begun;
  }

  @Override
  public void connected(UpstreamExchange opened) {
    if (phase != Phase.OPENING) {
      opened.abandon();
      return;
    }
    opening = null;
    upstream = opened;
    phase = Phase.SENDING;
    exchange.times.connected();
    if (exchange.authenticatesConnection && !OwnConnections.keep(exchange, opened)) {
      exchange.refuse(Refusal.connectionAuth());
      return;
    }
    policy.sending();
    send(opened, exchange.upstreamHead);
  }

  private void send(UpstreamExchange to, UpstreamHead head) {
    MapReferences.in(head, lease.member(), exchange);
    to.sendHead(head.to(lease.member()), head.hasBody());
    lease.addBytesToMember(head.bytes());
    if (exchange.body == null) {
      sent();
    } else {
      exchange.body.begin(this, to);
    }
  }

  /** All of the request has been sent. */
  void sent() {
    if (phase == Phase.SENDING) {
      phase = Phase.AWAITING_HEAD;
    }
  }

  @Override
  public void writable() {
    if (exchange.body != null && phase != Phase.ENDED) {
      exchange.body.goOn();
    }
  }

  @Override
  public void interim(HttpResponse upstreamResponse) {
    if (isAsking()) {
      SendInterim.relay(exchange, upstreamResponse);
    }
  }

  @Override
  public void head(HttpResponse upstreamResponse) {
    int status = upstreamResponse.status().code();
    if (!isAsking() || !policy.takes(status)) {
      return;
    }
    if (!OwnConnections.isRight(exchange, upstream, upstreamResponse)) {
      exchange.refuse(Refusal.connectionAuth());
      return;
    }
    lease.answered(status);
    exchange.times.answered();
    lease.addBytesFromMember(PrepareResponse.statusLineBytes(upstreamResponse));
    policy.answered(upstreamResponse);
  }

  /** Whether its member has been asked, and has not answered yet. */
  boolean isAsking() {
    return phase == Phase.SENDING || phase == Phase.AWAITING_HEAD;
  }

  /** The exchange with the member, lent until it ends. */
  UpstreamExchange upstream() {
    return upstream;
  }

  /** From now on what comes of the answer is relayed. */
  void handOver(Relay to) {
    phase = Phase.HANDED_OVER;
    relay = to;
  }

  @Override
  public void switched(HttpResponse upstreamResponse, TunnelEnd member) {
    if (!isAsking()) {
      member.cut();
      return;
    }
    upstream = null;
    phase = Phase.HANDED_OVER;
    lease.answered();
    exchange.times.answered();
    policy.switched(upstreamResponse, member);
  }

  @Override
  public void body(ByteBuf chunk) {
    if (relay == null) {
      chunk.release();
    } else {
      lease.addBytesFromMember(chunk.readableBytes());
      relay.body(chunk);
    }
  }

  @Override
  public void flush() {
    if (relay != null) {
      relay.flush();
    }
  }

  @Override
  public void end(HttpHeaders trailers) {
    upstream = null;
    if (relay != null) {
      relay.end(trailers);
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    opening = null;
    upstream = null;
    if (relay != null) {
      relay.failed(failure);
    } else if (phase.compareTo(Phase.HANDED_OVER) < 0) {
      policy.failed(failure);
    }
  }

  /**
   * Ends the try, whatever its phase, and what there is of its exchange.
   *
   * @param detail why, in words for the operator
   */
  void end(Outcome outcome, String detail) {
    if (leave()) {
      if (outcome.blamesMember()) {
        lease.complete(outcome, detail, exchange.pickContext);
      } else {
        lease.complete(outcome, detail); // says nothing of what was asked
      }
    }
  }

  /** Ends the try with the status of its answer; what is left of that is not wanted. */
  void end(int status) {
    if (upstream != null) {
      upstream.discard();
      upstream = null;
    }
    if (leave()) {
      lease.complete(status, exchange.pickContext);
    }
  }

  private boolean leave() {
    if (phase == Phase.ENDED) {
      return false;
    }
    phase = Phase.ENDED;
    relay = null;
    Opening called = opening;
    UpstreamExchange abandoned = upstream;
    opening = null;
    upstream = null;
    if (called != null) {
      called.cancel();
    }
    if (abandoned != null) {
      abandoned.abandon();
    }
    return true;
  }
}
