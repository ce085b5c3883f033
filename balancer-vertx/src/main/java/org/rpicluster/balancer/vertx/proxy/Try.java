package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/**
 * One try to have a request answered: one lease, and one {@link UpstreamCall} to its member at a
 * time; another takes the place of one whose connection was stale. It owns both, and both end here,
 * once. On its event loop only.
 */
final class Try {

  /** For the first call, if it is made again and again; its exchange hears what it is told. */
  private final @Nullable SendRequest usual;

  private @Nullable Exchange exchange;
  private @Nullable TryPolicy policy;
  private @Nullable Lease lease;
  private @Nullable SendRequest call;
  private boolean ended;

  /** For one exchange. */
  Try() {
    usual = null;
  }

  /** For one exchange after the other. */
  Try(SendRequest usual) {
    this.usual = usual;
  }

  /**
   * Begins.
   *
   * @param policy is told how it goes
   * @param lease is the try's from now on
   */
  void take(Exchange exchange, TryPolicy policy, Lease lease) {
    this.exchange = exchange;
    this.policy = policy;
    this.lease = lease;
    call = null;
    ended = false;
  }

  /** Its exchange is over. */
  void letGo() {
    exchange = null;
    policy = null;
    lease = null;
  }

  /** Whether there was no other call than the usual one, and its connection stood at once. */
  boolean isUsual() {
    return call == null || call == usual && !call.hasWaited();
  }

  /** Asks for a connection, the first one or another in place of a stale one. */
  void begin(Connection connection) {
    boolean first = call == null && usual != null;
    SendRequest begun = first ? usual : new SendRequest();
    call = begun;
    begun.of(exchange, policy, lease);
    begun.begin(connection, first ? exchange : begun);
  }

  /** Whether its member has been asked, and has not answered yet. */
  boolean isAsking() {
    return call != null && call.isAsking();
  }

  /**
   * From now on what comes of the answer is relayed.
   *
   * @return the exchange with the member, lent until it ends
   */
  UpstreamExchange handOver(AnswerListener relay) {
    return call.handOver(relay);
  }

  /**
   * The member's end of a tunnel, if it has taken up another protocol.
   *
   * @return lent until the tunnel is over; null if the member has answered
   */
  @Nullable TunnelEnd tunnel() {
    return call.tunnel();
  }

  /** What there was with the member is over, of itself; the lease still holds. */
  void exchangeEnded() {
    call.forget();
  }

  /** Whether it has ended: what is still told of its answer changes nothing. */
  boolean hasEnded() {
    return ended;
  }

  /**
   * Ends the try, and what there is of its exchange.
   *
   * @param detail why, in words for the operator
   */
  void end(Outcome outcome, String detail) {
    if (ended) {
      return;
    }
    ended = true;
    if (call != null) {
      call.end(UpstreamExchange::abandon);
    }
    if (outcome.blamesMember()) {
      lease.complete(outcome, detail, exchange.pickContext);
    } else {
      lease.complete(outcome, detail); // says nothing of what was asked
    }
  }

  /** Ends the try with the status of its answer; what is left of that is not wanted. */
  void end(int status) {
    if (!ended) {
      ended = true;
      call.end(UpstreamExchange::discard);
      lease.complete(status, exchange.pickContext);
    }
  }
}
