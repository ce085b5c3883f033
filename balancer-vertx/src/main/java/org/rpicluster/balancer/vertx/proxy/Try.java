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

  private final Exchange exchange;
  private final TryPolicy policy;
  private final Lease lease;
  private @Nullable UpstreamCall call;
  private boolean ended;

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
    SendRequest begun = new SendRequest(exchange, policy, lease);
    call = begun;
    begun.begin(connection);
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
