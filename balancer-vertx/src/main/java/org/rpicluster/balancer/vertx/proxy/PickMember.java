package org.rpicluster.balancer.vertx.proxy;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.Waiter;

/**
 * Stage 5: a member for the next try; while each has as many requests as it may have, the request
 * waits in the cluster's line. The thread that frees a member serves the line, and here the request
 * comes back to its own. Where there is none the exchange is refused. On its event loop only, but
 * for the answers to one that waits.
 */
final class PickMember implements Waiter {

  private final Attempts attempts;
  private @Nullable Exchange exchange;

  private @Nullable Turn turn;

  /** What the last try has failed with; null before one has. */
  private @Nullable Refusal lastFailure;

  /** Written before it is in line: then every answer comes through its event loop. */
  private boolean waits;

  private boolean hasWaited;

  /** The exchange goes on without a member: one that it is granted now is the next one's. */
  private boolean left;

  PickMember(Attempts attempts) {
    this.attempts = attempts;
  }

  /** For another exchange, if the last has never waited. */
  void clear() {
    lastFailure = null;
    left = false;
  }

  /** Its exchange is over. */
  void letGo() {
    exchange = null;
    lastFailure = null;
  }

  /** Whether it has been in line: then there may be answers that have not come yet. */
  boolean hasWaited() {
    return hasWaited;
  }

  /** For the first try, which goes over a connection of the client's own, if it has one. */
  void pickFirst(Exchange exchange) {
    this.exchange = exchange;
    Lease own = OwnConnections.acquire(exchange);
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
    exchange.route().cluster().balancer().acquire(exchange.pickContext, this);
  }

  @Override
  public void waits(Turn turn) {
    this.turn = turn;
    waits = true;
    hasWaited = true;
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
      exchange.loop.execute(() -> grantedInTurn(lease));
    } catch (RejectedExecutionException e) {
      lease.close(); // the event loop has ended, and all its clients with it
    }
  }

  private void grantedInTurn(Lease lease) {
    endWait();
    if (left) {
      lease.close(); // the client left in between: the next in line has it
    } else {
      exchange.guarded(() -> attempts.picked(lease));
    }
  }

  @Override
  public void refused(NoMemberException reason) {
    if (!waits) {
      noMember(reason);
    } else if (!exchange.loop.isShuttingDown()) {
      exchange.loop.execute(() -> refusedInTurn(reason));
    }
  }

  private void refusedInTurn(NoMemberException reason) {
    endWait();
    if (!left) {
      noMember(reason);
    }
  }

  private void noMember(NoMemberException reason) {
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
