package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientBody;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientUpgradeHandler;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.proxy.FailureTable.Verdict;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * Stages 4 to 10: pick, connect, send, receive, and again on another member where {@link
 * FailureTable} allows it and {@link Tries} has not seen enough, each member at most once. Ends the
 * lease of every try that failed; the last one's is ended by {@link Settle}. On its event loop
 * only.
 */
final class Attempt implements UpstreamListener, ClientFaults {

  private final Exchange exchange;
  private final Settle settle;
  private final MemberFaults memberFaults;
  private final SendBody requestBody;
  private final SendResponse answer;
  private final AttemptPolicy policy;
  private final Tries tries;
  private final PickMember members;
  private final Deadlines deadlines;
  private @Nullable Opening opening;
  private @Nullable UpstreamExchange upstream;
  private @Nullable Refusal lastFailure;

  Attempt(Exchange exchange, Settle settle, MemberFaults memberFaults) {
    this.exchange = exchange;
    this.settle = settle;
    this.memberFaults = memberFaults;
    requestBody = new SendBody(exchange, this);
    answer = new SendResponse(exchange, settle, this);
    policy = exchange.route.cluster().attempts();
    tries = new Tries(exchange);
    members = new PickMember(exchange, this);
    deadlines = new Deadlines(exchange, this);
  }

  void begin() {
    if (exchange.upstreamHead.hasBody() && exchange.readBody == null && !exchange.isKeptWhole()) {
      ClientBody.pause(exchange.inboundRequest);
      ClientWire.of(exchange.inboundRequest)
          .ifPresent(wire -> wire.onMalformedBody(this::malformed));
    }
    if (exchange.upgrade) {
      exchange.clientUpgrade = ClientUpgradeHandler.watch(exchange.inboundRequest.connection());
    }
    exchange.inboundResponse.exceptionHandler(this::clientGone);
    exchange.upstreamHead.tell(exchange.pickContext);
    ReadHashKey.read(exchange);
    ReadRoute.read(exchange);
    tries.begin();
    deadlines.begin();
    members.pickFirst();
  }

  /** An error of our own, or of what the embedder brings: the exchange must have its end. */
  void failedHere(Throwable fault) {
    exchange.ownFaults.threw("a request could not be carried further", fault);
    endEarly(Refusal.failed());
  }

  /** There is a member for the next try. */
  void picked(Lease lease) {
    exchange.lease = lease;
    exchange.attempts++;
    exchange.member = lease.member().id();
    tries.picked();
    connect(
        exchange.upstreamHead.isIdempotent() && !exchange.upstreamHead.hasBody()
            ? Connection.KEPT_OR_NEW
            : Connection.FRESH_OR_NEW);
  }

  /** There is none, or none any more. */
  void noMember(NoMemberException reason) {
    over();
    if (reason.reason() == NoMemberException.Reason.STRATEGY_FAILED) {
      String cluster = exchange.route.cluster().balancer().name();
      exchange.ownFaults.occurred("strategy of " + cluster, reason.getMessage(), reason.getCause());
    }
    settle.refuse(exchange, FailureTable.nobody(reason, lastFailure));
  }

  private void connect(Connection connection) {
    exchange.times.connecting();
    if (!OwnConnections.open(exchange, this)) {
      exchange.way.upstream().open(exchange.lease.candidate(), connection, exchange.loop, this);
    }
    if (upstream == null) {
      exchange.times.awaitConnection();
    }
  }

  @Override
  public void opening(Opening begun) {
    opening = begun;
  }

  @Override
  public void connected(UpstreamExchange opened) {
    opening = null;
    upstream = opened;
    exchange.times.connected();
    if (exchange.authenticatesConnection && !OwnConnections.keep(exchange, opened)) {
      endEarly(Refusal.connectionAuth());
      return;
    }
    tries.sent();
    deadlines.beginTry();
    UpstreamHead head = exchange.upstreamHead;
    MapReferences.in(head, exchange.lease.member(), exchange);
    upstream.sendHead(head.to(exchange.lease.member()), exchange.upstreamHead.hasBody());
    exchange.lease.addBytesToMember(head.bytes());
    if (exchange.upstreamHead.hasBody()) {
      requestBody.begin(upstream, exchange.lease);
    }
  }

  @Override
  public void writable() {
    requestBody.goOn();
  }

  @Override
  public void switched(HttpResponse upstreamResponse, TunnelEnd member) {
    upstream = null;
    over();
    exchange.lease.answered();
    exchange.times.answered();
    try {
      OpenTunnel.open(exchange, settle, upstreamResponse, member);
    } catch (RuntimeException | Error e) {
      member.cut();
      failedHere(e);
      Faults.rethrowIfFatal(e);
    }
  }

  @Override
  public void interim(HttpResponse upstreamResponse) {
    answer.interim(upstreamResponse);
  }

  @Override
  public void head(HttpResponse upstreamResponse) {
    int status = upstreamResponse.status().code();
    if (policy.isFailure(status) && isAnotherTriedInstead(status)) {
      return;
    }
    if (!OwnConnections.isRight(exchange, upstream, upstreamResponse)) {
      endEarly(Refusal.connectionAuth());
      return;
    }
    deadlines.end();
    requestBody.answered();
    exchange.failure = "";
    exchange.lease.answered(status);
    exchange.times.answered();
    exchange.lease.addBytesFromMember(PrepareResponse.statusLineBytes(upstreamResponse));
    PrepareResponse.prepare(exchange, upstreamResponse);
    answer.begin(upstream);
  }

  @Override
  public void body(ByteBuf chunk) {
    answer.body(chunk);
  }

  @Override
  public void flush() {
    answer.flush();
  }

  @Override
  public void end(HttpHeaders trailers) {
    upstream = null;
    over();
    try {
      answer.end(trailers);
    } catch (RuntimeException | Error e) {
      failedHere(e); // the member has done its part, and no connection is there to be blamed
      Faults.rethrowIfFatal(e);
      return;
    }
    settle.complete(exchange);
  }

  @Override
  public void failed(UpstreamFailure failure) {
    opening = null;
    upstream = null;
    if (!exchange.settled) {
      guarded(() -> judge(failure));
    }
  }

  /** Runs what nothing above would answer for: a picker may throw, as may a client's connection. */
  void guarded(Runnable stage) {
    try {
      stage.run();
    } catch (RuntimeException | Error e) {
      failedHere(e);
      Faults.rethrowIfFatal(e);
    }
  }

  private void judge(UpstreamFailure failure) {
    memberFaults.note(exchange, failure);
    Verdict verdict = FailureTable.judge(failure, isRepeatable(failure), policy.on());
    if (answer.takeBack(verdict.refusal().status())) {
      giveUp(verdict, failure.detail());
      answer.closeBehindOther();
    } else if (answer.hasBegun()) {
      over();
      answer.drop();
      settle.cut(exchange, verdict);
    } else {
      holdBody();
      goOn(verdict, failure);
    }
  }

  private boolean isRepeatable(UpstreamFailure failure) {
    return requestBody.isRepeatable()
        && (failure.untouched() || exchange.upstreamHead.isIdempotent());
  }

  private void goOn(Verdict verdict, UpstreamFailure failure) {
    switch (verdict.again()) {
      case SAME_MEMBER_NEW_CONNECTION -> connect(Connection.NEW);
      case OTHER_MEMBER -> tryAnother(verdict, failure);
      case NO -> giveUp(verdict, failure.detail());
    }
  }

  private void holdBody() {
    deadlines.endTry();
    requestBody.hold();
  }

  private void tryAnother(Verdict verdict, UpstreamFailure failure) {
    exchange.pickContext.exclude(exchange.lease.candidate());
    exchange.lease.complete(verdict.outcome(), failure.detail(), exchange.pickContext);
    if (tries.mayGoOn(exchange, failure.kind())) {
      lastFailure = verdict.refusal();
      members.pick();
    } else {
      giveUp(verdict, failure.detail());
    }
  }

  /** A member says that it cannot: its answer is dropped if there is another, now. */
  private boolean isAnotherTriedInstead(int status) {
    if (!requestBody.isRepeatable() || !exchange.upstreamHead.isIdempotent()) {
      return false;
    }
    Lease dropped = exchange.lease;
    exchange.pickContext.exclude(dropped.candidate());
    if (!tries.maySendOnceMore(exchange)) {
      return false;
    }
    Lease instead;
    try {
      instead = exchange.route.cluster().balancer().acquire(exchange.pickContext);
    } catch (NoMemberException e) {
      tries.foundNobody();
      return false;
    }
    holdBody();
    upstream.discard();
    upstream = null;
    dropped.complete(status, exchange.pickContext);
    picked(instead);
    return true;
  }

  /** A try has not had the head of an answer in time. */
  void tryTimedOut() {
    if (exchange.settled || answer.hasBegun()) {
      return;
    }
    abandon();
    holdBody();
    UpstreamFailure failure = new UpstreamFailure(Kind.FIRST_BYTE_TIMED_OUT, "attempts.perTry");
    memberFaults.note(exchange, failure);
    guarded(() -> goOn(FailureTable.timedOut(isRepeatable(failure)), failure));
  }

  /** All tries together have not. */
  void allTimedOut() {
    if (exchange.settled || answer.hasBegun()) {
      return;
    }
    boolean tooSlow =
        upstream != null && exchange.attempts == 1 && exchange.times.queueNanos() == 0;
    members.leave();
    abandon();
    giveUp(FailureTable.allTimedOut(tooSlow), "attempts.total");
  }

  private void giveUp(Verdict verdict, String detail) {
    over();
    if (exchange.lease != null) {
      exchange.lease.complete(verdict.outcome(), detail, exchange.pickContext);
    }
    settle.refuse(exchange, verdict.refusal());
  }

  /** Nothing more is taken from the client, and nobody is waited for. */
  private void over() {
    requestBody.stop();
    deadlines.end();
    members.leave();
  }

  /** The client's body has broken off the grammar: the member's part must not seem whole. */
  private void malformed() {
    if (exchange.settled || answer.hasBegun()) {
      exchange.inboundRequest.connection().close();
      return;
    }
    endEarly(Refusal.malformed(400, "The body is not in valid chunks."));
  }

  @Override
  public void bodyTooLarge() {
    endEarly(Refusal.bodyTooLarge());
  }

  @Override
  public void bodyReadBefore() {
    endEarly(CheckMounting.readBefore(exchange));
  }

  @Override
  public void clientSilent() {
    if (exchange.settled) {
      settle.cutUntaken(exchange);
    } else {
      endEarly(Refusal.tooSlow());
    }
  }

  private void endEarly(Refusal refusal) {
    over();
    if (answer.hasBegun()) {
      answer.drop();
      settle.cut(exchange, refusal);
    } else {
      settle.refuse(exchange, refusal);
    }
    abandon();
  }

  /** The client's connection is gone: nobody is left to answer. */
  private void clientGone(Throwable cause) {
    if (exchange.settled) {
      return;
    }
    over();
    answer.drop();
    settle.clientGone(exchange);
    abandon();
  }

  private void abandon() {
    if (opening != null) {
      opening.cancel();
      opening = null;
    }
    UpstreamExchange abandoned = upstream;
    upstream = null;
    if (abandoned != null) {
      abandoned.abandon();
    }
  }
}
