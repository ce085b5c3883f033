package org.rpicluster.balancer.vertx.proxy;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * One exchange of a {@link Try} with its member, from the opening to the head of the answer. It
 * owns the {@link UpstreamExchange}, which is only lent to what sends and receives bodies. In each
 * {@link Phase} it hears what belongs there, and after its end nothing. On its event loop only.
 *
 * <pre>
 *   OPENING ── connected ──▶ SENDING ── sent ──▶ AWAITING_HEAD ── a head, a 101 ──▶ HANDED_OVER
 *      │                        │                      │                                │
 *      └────────────────────────┴──────────────────────┴── failed, given up ──▶ ENDED ◀─┘
 * </pre>
 */
final class UpstreamCall implements UpstreamListener {

  /** How far it has come. A member may answer before it has all of the request. */
  enum Phase {
    /** There is no connection yet. */
    OPENING,
    /** The request goes to the member. */
    SENDING,
    /** All of it is sent. */
    AWAITING_HEAD,
    /** The head of the answer is there: the rest is {@link Relay}'s or {@link OpenTunnel}'s. */
    HANDED_OVER,
    /** It has failed, or is given up. */
    ENDED
  }

  private final Exchange exchange;
  private final TryPolicy policy;
  private final Lease lease;
  private Phase phase = Phase.OPENING;
  private Opening opening = Opening.NONE;
  private @Nullable UpstreamExchange upstream;

  /**
   * An exchange that is not opened yet.
   *
   * @param policy is told how it goes
   * @param lease the hold on its member, which is the try's
   */
  UpstreamCall(Exchange exchange, TryPolicy policy, Lease lease) {
    this.exchange = exchange;
    this.policy = policy;
    this.lease = lease;
  }

  /** Asks for a connection. */
  void open(Connection connection) {
    exchange.times.connecting();
    Opening begun = OwnConnections.open(exchange, this);
    if (begun == null) {
      begun = exchange.way.upstream().open(lease.candidate(), connection, exchange.loop, this);
    }
    if (phase == Phase.OPENING) {
      opening = begun;
      exchange.times.awaitConnection();
    }
  }

  @Override
  public void connected(UpstreamExchange opened) {
    if (phase != Phase.OPENING) {
      opened.abandon();
      return;
    }
    opening = Opening.NONE;
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
    RewriteRequest.retarget(exchange, head, lease.member());
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
  public void interim(Head upstreamResponse) {
    if (isAsking()) {
      SendInterim.relay(exchange, upstreamResponse);
    }
  }

  @Override
  public void head(Head upstreamResponse) {
    int status = upstreamResponse.line().status();
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

  @Override
  public void switched(Head upstreamResponse, TunnelEnd member) {
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
  public void failed(UpstreamFailure failure) {
    if (phase.compareTo(Phase.HANDED_OVER) < 0) {
      forget();
      policy.failed(failure);
    }
  }

  /** Whether its member has been asked, and has not answered yet. */
  boolean isAsking() {
    return phase == Phase.SENDING || phase == Phase.AWAITING_HEAD;
  }

  /** What comes of the answer goes on to the relay, which is lent the exchange with the member. */
  UpstreamExchange handOver(AnswerListener relay) {
    phase = Phase.HANDED_OVER;
    upstream.answerTo(relay);
    return upstream;
  }

  /** The answer has ended, and the exchange with the member with it: there is none to give up. */
  void forget() {
    phase = Phase.ENDED;
    opening = Opening.NONE;
    upstream = null;
  }

  /** The member has answered; what is left of it is not wanted. */
  void discard() {
    end(UpstreamExchange::discard);
  }

  /** Ends it, whatever its phase. */
  void giveUp() {
    end(UpstreamExchange::abandon);
  }

  private void end(Consumer<UpstreamExchange> how) {
    Opening called = opening;
    UpstreamExchange ended = upstream;
    forget();
    called.cancel();
    if (ended != null) {
      how.accept(ended);
    }
  }
}
