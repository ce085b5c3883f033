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

  private final ExchangeParts parts;
  private final PickMember members;
  private @Nullable Next next;
  private @Nullable AttemptPolicy policy;
  private Deadlines deadlines = Deadlines.NONE;

  /** The try that runs, or has won; null before the first, and while another member is picked. */
  private @Nullable Try current;

  Attempts(ExchangeParts parts) {
    this.parts = parts;
    members = new PickMember(parts, this);
  }

  /** Begins with the first. */
  static void begin(Exchange exchange, Next next) {
    Attempts attempts = exchange.parts().attempts;
    exchange.heldBy(attempts);
    attempts.begin(next, exchange);
  }

  private void begin(Next stages, Exchange exchange) {
    next = stages;
    policy = exchange.route().cluster().attempts();
    current = null;
    deadlines =
        policy.hasDeadlines()
            ? new Deadlines(exchange, this::tryTimedOut, this::allTimedOut)
            : Deadlines.NONE;
    TryBudget.begin(exchange);
    deadlines.begin();
    members.pickFirst();
  }

  /** There is a member for the next try. */
  void picked(Lease lease) {
    Exchange exchange = parts.exchange();
    current = exchange.tries.members() == 0 ? parts.firstTry : parts.anotherTry();
    current.take(this, lease);
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
    Exchange exchange = parts.exchange();
    Lease instead = TryBudget.insteadOf(status, exchange);
    if (instead == null) {
      return true;
    }
    hold(exchange);
    current.end(status);
    picked(instead);
    return false;
  }

  @Override
  public void answered(Head upstreamResponse) {
    deadlines.end();
    SendBody.answered(parts.exchange());
    next.answered(parts.exchange(), current, upstreamResponse);
  }

  @Override
  public void failed(UpstreamFailure failure) {
    parts.exchange().guarded(it -> judge(it, failure));
  }

  private void judge(Exchange exchange, UpstreamFailure failure) {
    exchange.proxy.memberFaults().note(exchange, failure);
    boolean repeatable = TryBudget.isRepeatable(exchange, failure);
    goOn(exchange, FailureTable.judge(failure, repeatable, policy.on()), failure);
  }

  private void goOn(Exchange exchange, Verdict verdict, UpstreamFailure failure) {
    hold(exchange);
    switch (verdict.again()) {
      case SAME_MEMBER_NEW_CONNECTION -> current.begin(Connection.NEW);
      case OTHER_MEMBER -> tryAnother(exchange, verdict, failure);
      case NO -> giveUp(exchange, verdict, failure.detail());
    }
  }

  /** What is left of the body waits for the next try. */
  private void hold(Exchange exchange) {
    deadlines.endTry();
    SendBody.hold(exchange);
  }

  private void tryAnother(Exchange exchange, Verdict verdict, UpstreamFailure failure) {
    exchange.pickContext.exclude(exchange.tries.last());
    current.end(verdict.outcome(), failure.detail());
    current = null;
    if (TryBudget.mayGoOn(exchange, failure.kind())) {
      members.pickAnother(verdict.refusal(policy.timeoutStatus()));
    } else {
      giveUp(exchange, verdict, failure.detail());
    }
  }

  /** A try has not had the head of an answer in time. */
  private void tryTimedOut() {
    Exchange exchange = parts.exchange();
    UpstreamFailure failure = new UpstreamFailure(Kind.FIRST_BYTE_TIMED_OUT, "attempts.perTry");
    exchange.proxy.memberFaults().note(exchange, failure);
    boolean repeatable = TryBudget.isRepeatable(exchange, failure);
    exchange.guarded(it -> goOn(it, FailureTable.timedOut(repeatable), failure));
  }

  /** All tries together have not. */
  private void allTimedOut() {
    Exchange exchange = parts.exchange();
    boolean first = exchange.tries.members() == 1 && exchange.times.queueNanos() == 0;
    boolean tooSlow = first && current != null && current.isAsking();
    giveUp(exchange, FailureTable.allTimedOut(tooSlow), "attempts.total");
  }

  private void giveUp(Exchange exchange, Verdict verdict, String detail) {
    end(exchange, verdict.outcome(), detail);
    exchange.proxy.settle().refuse(exchange, verdict.refusal(policy.timeoutStatus()));
  }

  @Override
  public void refuse(Refusal refusal) {
    Exchange exchange = parts.exchange();
    end(exchange, Outcome.CANCELLED, "");
    exchange.proxy.settle().refuse(exchange, refusal);
  }

  @Override
  public void clientGone() {
    Exchange exchange = parts.exchange();
    end(exchange, Outcome.CANCELLED, "");
    exchange.proxy.settle().clientGone(exchange);
  }

  /** Nothing more is taken from the client, no member is waited for, and none goes on. */
  private void end(Exchange exchange, Outcome outcome, String detail) {
    SendBody.stop(exchange);
    deadlines.end();
    members.leave();
    if (current != null) {
      current.end(outcome, detail);
    }
  }
}
