package org.rpicluster.balancer.vertx.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;

/**
 * How often a request was sent to a member, and whether it may be once more: at most {@link
 * AttemptPolicy#max} times, and within the cluster's retry budget.
 *
 * <p>A member that could not be connected to is passed over for nothing, as long as another is
 * known to be well: it got no request, and is out after its first such failure, so few requests
 * meet it. When none is known to be well the connects are all that reaches the cluster, and are
 * within the budget. O(members), and only after a failure. On its event loop only.
 */
final class TryBudget {

  private final Balancer balancer;
  private final AttemptPolicy policy;
  private int sent;
  private boolean counted;

  TryBudget(Exchange exchange) {
    balancer = exchange.route().cluster().balancer();
    policy = exchange.route().cluster().attempts();
  }

  /** The request is attempted a first time. */
  void begin() {
    balancer.retryBudget().request();
  }

  /** Another member is chosen. */
  void picked() {
    counted = false;
  }

  /** It has a connection, perhaps a second one in place of a stale one: the request is sent. */
  void sent() {
    sent += counted ? 0 : 1;
    counted = true;
  }

  /**
   * Whether it may go on after this failure, with those members that the exchange has not tried.
   */
  boolean mayGoOn(Exchange exchange, UpstreamFailure.Kind failure) {
    return switch (failure) {
      case CONNECT_FAILED, NO_CONNECTION -> mayConnectOnceMore(exchange);
      default -> maySendOnceMore(exchange);
    };
  }

  /** Whether the request, which a member has had, may be sent to another. */
  private boolean maySendOnceMore(Exchange exchange) {
    return sent < policy.max() && isAnyLeft(exchange, false) && balancer.retryBudget().tryRetry();
  }

  /**
   * A hold on another member, now, for a request whose member says that it cannot.
   *
   * @return null if there is none, or the request must not be sent again
   */
  @Nullable Lease insteadOf(Candidate unable, Exchange exchange) {
    exchange.pickContext.exclude(unable);
    if (!maySendOnceMore(exchange)) {
      return null;
    }
    try {
      return balancer.acquire(exchange.pickContext);
    } catch (NoMemberException e) {
      balancer.retryBudget().giveBack(); // others may have what it would have cost
      return null;
    }
  }

  /** If none is left it may, to hear why. */
  private boolean mayConnectOnceMore(Exchange exchange) {
    return isAnyLeft(exchange, true)
        || !isAnyLeft(exchange, false)
        || balancer.retryBudget().tryRetry();
  }

  private boolean isAnyLeft(Exchange exchange, boolean inHealth) {
    List<Candidate> members = balancer.candidates().members();
    for (int i = 0; i < members.size(); i++) {
      Candidate candidate = members.get(i);
      boolean left = candidate.isUsable() && !exchange.pickContext.excludes(candidate);
      if (left && !(inHealth && candidate.health() instanceof Health.HalfOpen)) {
        return true;
      }
    }
    return false;
  }
}
