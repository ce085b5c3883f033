package org.rpicluster.balancer.vertx.proxy;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.Waiter;

/**
 * Stage 5: picks a member for the next try; while each has as many requests as it may have, the
 * request waits in the cluster's line. The thread that frees a member serves the line, and here the
 * request comes back to its own. Where there is none the exchange is refused. On its event loop
 * only, but for the answers to one that waits.
 */
final class PickMember implements Waiter {

  private final ExchangeParts parts;
  private final Attempts attempts;
  private @Nullable Turn turn;

  /** What the last try has failed with; null before one has. */
  private @Nullable Refusal lastFailure;

  /** Written before it is in line: then every answer comes through its event loop. */
  private boolean waits;

  /** The exchange goes on without a member: one that it is granted now is the next one's. */
  private boolean left;

  PickMember(ExchangeParts parts, Attempts attempts) {
    this.parts = parts;
    this.attempts = attempts;
  }

  /** For the first try, which goes over a connection of the client's own, if it has one. */
  void pickFirst() {
    lastFailure = null;
    left = false;
    Lease own = PinnedConnections.acquire(parts.exchange());
    if (own == null) {
      pick();
    } else {
      attempts.picked(own);
    }
  }

  /**
   * For another try.
   *
   * @param failure what the client is told of the last one, if there is none
   */
  void pickAnother(Refusal failure) {
    lastFailure = failure;
    pick();
  }

  private void pick() {
    Exchange exchange = parts.exchange();
    exchange.route().cluster().balancer().acquire(exchange.pickContext, this);
  }

  @Override
  public void waits(Turn turn) {
    this.turn = turn;
    waits = true;
    parts.retire(); // its answer may come when the exchange has ended
    Exchange exchange = parts.exchange();
    exchange.times.queued();
    exchange.inbound.connection().waits(true);
  }

  @Override
  public void granted(Lease lease) {
    if (!waits) {
      attempts.picked(lease);
      return;
    }
    try {
      parts.exchange().loop.execute(() -> grantedInTurn(lease));
    } catch (RejectedExecutionException e) {
      lease.close(); // the event loop has ended, and all its clients with it
    }
  }

  private void grantedInTurn(Lease lease) {
    endWait();
    if (left) {
      lease.close(); // the client left in between: the next in line has it
    } else {
      parts.exchange().guarded(it -> attempts.picked(lease));
    }
  }

  @Override
  public void refused(NoMemberException reason) {
    if (!waits) {
      noMember(reason);
    } else if (!parts.exchange().loop.isShuttingDown()) {
      parts.exchange().loop.execute(() -> refusedInTurn(reason));
    }
  }

  private void refusedInTurn(NoMemberException reason) {
    endWait();
    if (!left) {
      noMember(reason);
    }
  }

  private void noMember(NoMemberException reason) {
    Exchange exchange = parts.exchange();
    if (reason.reason() == NoMemberException.Reason.STRATEGY_FAILED) {
      String strategy = "strategy of " + exchange.route().cluster().balancer().name();
      exchange.proxy.ownFaults().occurred(strategy, reason.getMessage(), reason.getCause());
    }
    exchange.refuse(FailureTable.noMember(reason, lastFailure));
  }

  private void endWait() {
    waits = false;
    if (turn != null) {
      turn = null;
      noLongerQueued();
    }
  }

  private void noLongerQueued() {
    Exchange exchange = parts.exchange();
    exchange.times.unqueued();
    exchange.inbound.connection().waits(false);
  }

  /** The request waits no longer, if it does; if it was just served, that is given back. */
  void leave() {
    left = true;
    if (turn != null) {
      turn.leave();
      turn = null;
      noLongerQueued();
    }
  }
}
