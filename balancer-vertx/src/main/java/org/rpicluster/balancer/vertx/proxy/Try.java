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

  private final ExchangeParts parts;
  private @Nullable TryPolicy policy;

  /** Null before it begins, and once it has ended. */
  private @Nullable Lease lease;

  private @Nullable SendRequest call;

  Try(ExchangeParts parts) {
    this.parts = parts;
  }

  /**
   * Begins.
   *
   * @param policy is told how it goes
   * @param lease is the try's from now on
   */
  void take(TryPolicy policy, Lease lease) {
    this.policy = policy;
    this.lease = lease;
    call = null;
  }

  /**
   * Asks for a connection, the first one or another in place of a stale one. What is told of the
   * first call comes through the exchange, as the call is used again.
   */
  void begin(Connection connection) {
    boolean first = call == null && this == parts.firstTry;
    SendRequest begun = first ? parts.firstCall : parts.anotherCall();
    call = begun;
    begun.of(policy, lease);
    begun.begin(connection, first ? parts.exchange() : begun);
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
    return lease == null;
  }

  /**
   * Ends the try, and what there is of its exchange.
   *
   * @param detail why, in words for the operator
   */
  void end(Outcome outcome, String detail) {
    Lease ended = lease;
    if (ended == null) {
      return;
    }
    lease = null;
    if (call != null) {
      call.end(UpstreamExchange::abandon);
    }
    if (outcome.blamesMember()) {
      ended.complete(outcome, detail, parts.pickContext);
    } else {
      ended.complete(outcome, detail); // says nothing of what was asked
    }
  }

  /** Ends the try with the status of its answer; what is left of that is not wanted. */
  void end(int status) {
    Lease ended = lease;
    if (ended != null) {
      lease = null;
      call.end(UpstreamExchange::discard);
      ended.complete(status, parts.pickContext);
    }
  }
}
