package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;
import org.rpicluster.balancer.vertx.tunnel.ChannelEndHandler;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * One request of a client's HTTP/1 connection and its answer. What is read of the head is its
 * connection's, and stays until the answer is taken and the body has ended: a callback that comes
 * later finds the exchange over, and not the next one. One object for each request; on the
 * connection's event loop only.
 */
final class InboundHttp1 extends Http1Answer implements InboundExchange {

  private final Promise<Void> answered;
  private @Nullable Runnable onGone;
  private @Nullable Runnable onClosed;
  private @Nullable Runnable onEnded;
  private boolean taken;

  InboundHttp1(
      Http1Handler handler, MessageReader reader, AnswerHead answer, @Nullable HeadFault fault) {
    super(handler, reader, answer, fault);
    answered = handler.context().promise();
  }

  /** Whether its answer was taken, and its body has ended: the connection is the next one's. */
  boolean isOver() {
    return taken && body.isOver();
  }

  /** Whether its answer was taken. */
  boolean isTaken() {
    return taken;
  }

  /** Whether its connection ends with it. */
  boolean isLast() {
    return closeAnnounced || isUntilClose() || !isKeptAlive();
  }

  @Override
  io.vertx.core.Future<Void> answered() {
    handler.answered();
    Runnable told = onEnded;
    if (told != null) {
      told.run();
    }
    return answered.future();
  }

  @Override
  void taken(Future<?> done) {
    taken = true;
    complete(answered, done);
    handler.advance();
  }

  /** Its connection is closed. */
  void gone() {
    if (taken) {
      return;
    }
    Runnable left = onGone;
    if (left != null && !ended) {
      left.run();
    }
    Runnable closed = onClosed;
    if (closed != null) {
      closed.run();
    }
  }

  @Override
  public EventLoop loop() {
    return handler.ctx().channel().eventLoop();
  }

  @Override
  public boolean isOnLoop() {
    return true;
  }

  @Override
  public void onGone(Runnable gone) {
    onGone = gone;
  }

  @Override
  public void onClosed(Runnable closed) {
    onClosed = closed;
  }

  @Override
  public void onEnded(Runnable told) {
    onEnded = told;
  }

  @Override
  public void cut(boolean endsWithClose) {
    ended = true;
    handler.output().cut(endsWithClose);
  }

  @Override
  public void reset(long code) {
    cut(false);
  }

  @Override
  public void cancel() {
    cut(false);
  }

  @Override
  public void onReleased(Runnable released) {
    // Nothing of it outlives the exchange.
  }

  @Override
  public void flush() {
    handler.output().flushNow();
  }

  @Override
  public boolean canSwitch() {
    return true;
  }

  @Override
  public void expectSwitch() {
    // What comes behind the request is not read before its answer, in any case.
  }

  @Override
  public Optional<TunnelEnd> switchProtocols(Fields fields) {
    ended = true;
    writeHead(HttpResponseStatus.SWITCHING_PROTOCOLS, fields);
    handler.output().flushNow();
    handler.activity().switched();
    return Optional.of(ChannelEndHandler.inPlaceOf(Http1Handler.class, handler.ctx().channel()));
  }
}
