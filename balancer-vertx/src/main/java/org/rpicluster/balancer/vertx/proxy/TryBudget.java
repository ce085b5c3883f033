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
 * Decides whether a request may be sent to a member once more: if all of its body is still here and
 * doing it twice is as good as doing it once; by its {@link TryHistory} at most {@link
 * AttemptPolicy#max} times; and within the cluster's retry budget.
 *
 * <p>A member that could not be connected to is passed over for nothing, as long as another is
 * known to be well: it got no request, and is out after its first such failure, so few requests
 * meet it. When none is known to be well the connects are all that reaches the cluster, and are
 * within the budget. O(members), and only after a failure. Stateless; on the exchange's event loop.
 */
final class TryBudget {

  private TryBudget() {}

  /** The request is attempted a first time. */
  static void begin(Exchange exchange) {
    balancer(exchange).retryBudget().request();
  }

  /** Whether what a member may have done already can be asked for again. */
  static boolean isRepeatable(Exchange exchange) {
    return SendBody.isRepeatable(exchange) && exchange.upstreamHead.isIdempotent();
  }

  /** The same after a failure by which it may be known that the member has done nothing. */
  static boolean isRepeatable(Exchange exchange, UpstreamFailure failure) {
    return SendBody.isRepeatable(exchange)
        && (failure.untouched() || exchange.upstreamHead.isIdempotent());
  }

  /**
   * Whether it may go on after this failure, with those members that the exchange has not tried.
   */
  static boolean mayGoOn(Exchange exchange, UpstreamFailure.Kind failure) {
    return switch (failure) {
      case CONNECT_FAILED, NAME_UNKNOWN, NO_CONNECTION -> mayConnectOnceMore(exchange);
      default -> maySendOnceMore(exchange);
    };
  }

  /** Whether the request, which a member has had, may be sent to another. */
  private static boolean maySendOnceMore(Exchange exchange) {
    return exchange.tries.timesSent() < exchange.route().cluster().attempts().max()
        && isAnyLeft(exchange, false)
        && balancer(exchange).retryBudget().tryRetry();
  }

  /**
   * A hold on another member, now, for a request whose member says that it cannot.
   *
   * @param status by which it says so, if its cluster takes that for a failure
   * @return null if there is none, or the request must not be sent again
   */
  static @Nullable Lease insteadOf(int status, Exchange exchange) {
    AttemptPolicy policy = exchange.route().cluster().attempts();
    return policy.isFailure(status) && isRepeatable(exchange) ? another(exchange) : null;
  }

  private static @Nullable Lease another(Exchange exchange) {
    exchange.pickContext.exclude(exchange.tries.last());
    if (!maySendOnceMore(exchange)) {
      return null;
    }
    try {
      return balancer(exchange).acquire(exchange.pickContext);
    } catch (NoMemberException e) {
      balancer(exchange).retryBudget().giveBack(); // others may have what it would have cost
      return null;
    }
  }

  /** If none is left it may, to hear why. */
  private static boolean mayConnectOnceMore(Exchange exchange) {
    return isAnyLeft(exchange, true)
        || !isAnyLeft(exchange, false)
        || balancer(exchange).retryBudget().tryRetry();
  }

  private static boolean isAnyLeft(Exchange exchange, boolean inHealth) {
    List<Candidate> members = balancer(exchange).candidates().members();
    for (int i = 0; i < members.size(); i++) {
      Candidate candidate = members.get(i);
      boolean left = candidate.isUsable() && !exchange.pickContext.excludes(candidate);
      if (left && !(inHealth && candidate.health() instanceof Health.HalfOpen)) {
        return true;
      }
    }
    return false;
  }

  private static Balancer balancer(Exchange exchange) {
    return exchange.route().cluster().balancer();
  }
}
