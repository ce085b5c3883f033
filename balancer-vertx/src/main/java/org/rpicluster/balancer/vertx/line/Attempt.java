package org.rpicluster.balancer.vertx.line;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.vertx.line.FailureTable.Verdict;
import org.rpicluster.balancer.vertx.tunnel.ClientUpgrade;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamLeg.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.wire.ClientWire;

/**
 * Stages 4 to 10: pick, connect, send, receive, and again on another member where {@link
 * FailureTable} allows it, each member at most once. Ends the lease of every try that failed; the
 * last one's is ended by {@link Settle}. On its event loop only.
 */
final class Attempt implements UpstreamListener, ClientFaults {

  /** {@code HTTP/1.1 200 }: bytraffic counts a member's status line and body, as Apache does. */
  private static final int STATUS_LINE_FIXED_BYTES = 13;

  private final Exchange exchange;
  private final Settle settle;
  private final SendBody requestBody;
  private final SendResponse answer;
  private @Nullable Opening opening;
  private @Nullable UpstreamExchange upstream;
  private @Nullable Refusal lastFailure;

  Attempt(Exchange exchange, Settle settle) {
    this.exchange = exchange;
    this.settle = settle;
    requestBody = new SendBody(exchange, this);
    answer = new SendResponse(exchange, this);
  }

  void begin() {
    if (hasBody()) {
      exchange.inboundRequest.pause();
      ClientWire.of(exchange.inboundRequest)
          .ifPresent(wire -> wire.onMalformedBody(this::malformed));
    }
    if (exchange.upgrade) {
      exchange.clientUpgrade = ClientUpgrade.watch(exchange.inboundRequest.connection());
    }
    exchange.inboundResponse.exceptionHandler(this::clientGone);
    ReadHashKey.read(exchange);
    ReadRoute.read(exchange);
    pick();
  }

  private void pick() {
    try {
      exchange.lease = exchange.route.cluster().balancer().acquire(exchange.pickContext);
    } catch (NoMemberException e) {
      requestBody.stop();
      settle.refuse(exchange, FailureTable.nobody(e, lastFailure));
      return;
    }
    exchange.attempts++;
    exchange.member = exchange.lease.member().id();
    connect(isIdempotent() && !hasBody() ? Connection.KEPT_OR_NEW : Connection.FRESH_OR_NEW);
  }

  private void connect(Connection connection) {
    exchange.times.connecting();
    exchange.way.leg().open(exchange.lease.candidate(), connection, exchange.loop, this);
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
    UpstreamHead head = exchange.upstreamHead;
    upstream.sendHead(head.to(exchange.lease.member()), hasBody());
    exchange.lease.addBytesToMember(head.bytes());
    if (hasBody()) {
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
    exchange.lease.answered();
    exchange.times.answered();
    OpenTunnel.open(exchange, settle, upstreamResponse, member);
  }

  @Override
  public void interim(HttpResponse upstreamResponse) {
    answer.interim(upstreamResponse);
  }

  @Override
  public void head(HttpResponse upstreamResponse) {
    requestBody.answered();
    exchange.lease.answered();
    exchange.times.answered();
    exchange.lease.addBytesFromMember(STATUS_LINE_FIXED_BYTES + reasonBytes(upstreamResponse));
    PrepareResponse.prepare(exchange, upstreamResponse);
    answer.begin(upstream);
  }

  private static int reasonBytes(HttpResponse upstreamResponse) {
    return upstreamResponse.status().reasonPhrase().length();
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
    requestBody.stop();
    answer.end(trailers);
    settle.complete(exchange, FailureTable.judge(exchange));
  }

  @Override
  public void failed(UpstreamFailure failure) {
    opening = null;
    upstream = null;
    if (exchange.settled) {
      return;
    }
    boolean repeatable = requestBody.isRepeatable() && (failure.untouched() || isIdempotent());
    Verdict verdict = FailureTable.judge(failure, repeatable);
    if (answer.hasBegun()) {
      requestBody.stop();
      answer.drop();
      settle.cut(exchange, verdict);
      return;
    }
    requestBody.hold();
    switch (verdict.again()) {
      case SAME_MEMBER_NEW_CONNECTION -> connect(Connection.NEW);
      case OTHER_MEMBER -> tryAnother(verdict, failure.detail());
      case NO -> giveUp(verdict, failure.detail());
    }
  }

  private boolean isIdempotent() {
    return FailureTable.isIdempotent(exchange.upstreamHead.method());
  }

  private boolean hasBody() {
    return exchange.upstreamHead.hasBody();
  }

  private void tryAnother(Verdict verdict, String detail) {
    lastFailure = verdict.refusal();
    exchange.lease.complete(verdict.outcome(), detail);
    exchange.pickContext.exclude(exchange.lease.candidate());
    pick();
  }

  private void giveUp(Verdict verdict, String detail) {
    requestBody.stop();
    exchange.lease.complete(verdict.outcome(), detail);
    settle.refuse(exchange, verdict.refusal());
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
  public void clientSilent() {
    if (exchange.settled) {
      settle.cutUntaken(exchange);
    } else {
      endEarly(Refusal.tooSlow());
    }
  }

  private void endEarly(Refusal refusal) {
    requestBody.stop();
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
    requestBody.stop();
    answer.drop();
    settle.clientGone(exchange);
    abandon();
  }

  private void abandon() {
    if (opening != null) {
      opening.cancel();
    }
    UpstreamExchange abandoned = upstream;
    upstream = null;
    if (abandoned != null) {
      abandoned.abandon();
    }
  }
}
