package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.proxy.FailureTable.Verdict;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * Stage 5, the policy: picks a member or waits for one, and makes one {@link Try} after the other,
 * each member at most once, where {@link FailureTable} allows it, {@link TryBudget} has not seen
 * enough and {@link Deadlines} leave time. Over with the head of an answer, a 101, or a refusal. On
 * its event loop only.
 */
final class Attempts implements ExchangeHolder, TryPolicy {

  /** The stages that follow. */
  interface Next {

    /** A try has the head of an answer, or of a 101. */
    void answered(Exchange exchange, Try won, Head upstreamResponse);
  }

  private final PickMember members = new PickMember(this);
  private @Nullable Exchange exchange;
  private @Nullable Next next;
  private @Nullable AttemptPolicy policy;
  private Deadlines deadlines = Deadlines.NONE;

  /** The try that runs, or has won; null before the first, and while another member is picked. */
  private @Nullable Try current;

  /** For another exchange, of which nothing is tried yet. */
  void clear() {
    current = null;
    deadlines = Deadlines.NONE;
    members.clear();
  }

  /** Its exchange is over. */
  void letGo() {
    exchange = null;
    current = null;
    deadlines = Deadlines.NONE;
    members.letGo();
  }

  /** Whether there were no tries but this one, if any, and no wait for a member. */
  boolean wereUsual(Try first) {
    return (current == null || current == first) && !members.hasWaited();
  }

  /** Begins with the first. */
  static void begin(Exchange exchange, Next next) {
    Attempts attempts = exchange.parts().attempts;
    exchange.heldBy(attempts);
    attempts.begin(next, exchange);
  }

  private void begin(Next stages, Exchange tried) {
    exchange = tried;
    next = stages;
    policy = tried.route().cluster().attempts();
    if (policy.hasDeadlines()) {
      deadlines = new Deadlines(tried, this::tryTimedOut, this::allTimedOut);
    }
    TryBudget.begin(tried);
    deadlines.begin();
    members.pickFirst(tried);
  }

  /** There is a member for the next try. */
  void picked(Lease lease) {
    boolean first = exchange.tries.members() == 0;
    current = first ? exchange.parts().firstTry : new Try();
    current.take(exchange, this, lease);
    exchange.tries.begin(lease.candidate());
    boolean plain = exchange.upstreamHead.isIdempotent() && !exchange.upstreamHead.hasBody();
    current.begin(plain ? Connection.KEPT_OR_NEW : Connection.FRESH_OR_NEW);
  }

  @Override
  public void sending() {
    deadlines.beginTry();
  }

  /** A member that says that it cannot is passed over if there is another, now. */
  @Override
  public boolean takes(int status) {
    return !policy.isFailure(status) || !isRepeatable() || !isAnotherTriedInstead(status);
  }

  private boolean isRepeatable() {
    return SendBody.isRepeatable(exchange) && exchange.upstreamHead.isIdempotent();
  }

  private boolean isAnotherTriedInstead(int status) {
    Lease instead = TryBudget.another(exchange);
    if (instead == null) {
      return false;
    }
    hold();
    current.end(status);
    picked(instead);
    return true;
  }

  @Override
  public void answered(Head upstreamResponse) {
    deadlines.end();
    SendBody.answered(exchange);
    next.answered(exchange, current, upstreamResponse);
  }

  @Override
  public void failed(UpstreamFailure failure) {
    exchange.guarded(() -> judge(failure));
  }

  private void judge(UpstreamFailure failure) {
    exchange.proxy.memberFaults().note(exchange, failure);
    goOn(FailureTable.judge(failure, isRepeatable(failure), policy.on()), failure);
  }

  private boolean isRepeatable(UpstreamFailure failure) {
    return SendBody.isRepeatable(exchange)
        && (failure.untouched() || exchange.upstreamHead.isIdempotent());
  }

  private void goOn(Verdict verdict, UpstreamFailure failure) {
    hold();
    switch (verdict.again()) {
      case SAME_MEMBER_NEW_CONNECTION -> current.begin(Connection.NEW);
      case OTHER_MEMBER -> tryAnother(verdict, failure);
      case NO -> giveUp(verdict, failure.detail());
    }
  }

  /** What is left of the body waits for the next try. */
  private void hold() {
    deadlines.endTry();
    SendBody.hold(exchange);
  }

  private void tryAnother(Verdict verdict, UpstreamFailure failure) {
    exchange.pickContext.exclude(exchange.tries.last());
    current.end(verdict.outcome(), failure.detail());
    current = null;
    if (TryBudget.mayGoOn(exchange, failure.kind())) {
      members.pickAnother(verdict.refusal(policy.timeoutStatus()));
    } else {
      giveUp(verdict, failure.detail());
    }
  }

  /** A try has not had the head of an answer in time. */
  private void tryTimedOut() {
    UpstreamFailure failure = new UpstreamFailure(Kind.FIRST_BYTE_TIMED_OUT, "attempts.perTry");
    exchange.proxy.memberFaults().note(exchange, failure);
    exchange.guarded(() -> goOn(FailureTable.timedOut(isRepeatable(failure)), failure));
  }

  /** All tries together have not. */
  private void allTimedOut() {
    boolean first = exchange.tries.members() == 1 && exchange.times.queueNanos() == 0;
    boolean tooSlow = first && current != null && current.isAsking();
    giveUp(FailureTable.allTimedOut(tooSlow), "attempts.total");
  }

  private void giveUp(Verdict verdict, String detail) {
    endWith(verdict.outcome(), detail);
    exchange.proxy.settle().refuse(exchange, verdict.refusal(policy.timeoutStatus()));
  }

  @Override
  public void refuse(Refusal refusal) {
    endWith(Outcome.CANCELLED, "");
    exchange.proxy.settle().refuse(exchange, refusal);
  }

  @Override
  public void clientGone() {
    endWith(Outcome.CANCELLED, "");
    exchange.proxy.settle().clientGone(exchange);
  }

  private void endWith(Outcome outcome, String detail) {
    over();
    if (current != null) {
      current.end(outcome, detail);
    }
  }

  /** Nothing more is taken from the client, and no member is waited for. */
  private void over() {
    SendBody.stop(exchange);
    deadlines.end();
    members.leave();
  }
}
