package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.netty.ChannelTimer;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * One request of a client's HTTP/1 connection and its answer, as those who carry it have it. What
 * is asked of one that is over has no effect, and finds nothing: another request may be in its
 * place. Two words for each request; on the connection's event loop only.
 */
final class InboundHttp1 extends NumberedRequest implements InboundExchange {

  private static final Throwable IS_OVER =
      new VertxException("the exchange is over", true); // without a trace: made once
  private static final Future<Void> OVER = Future.failedFuture(IS_OVER);

  /** The one that has just begun. */
  InboundHttp1(ExchangeUnderWay exchange) {
    super(exchange);
  }

  @Override
  public int status() {
    return isCurrent() ? exchange.status() : 0;
  }

  @Override
  public void status(int code) {
    if (isCurrent()) {
      exchange.status(code);
    }
  }

  @Override
  public String phrase() {
    return isCurrent() ? exchange.phrase() : "";
  }

  @Override
  public void phrase(String other) {
    if (isCurrent()) {
      exchange.phrase(other);
    }
  }

  @Override
  public Fields responseFields() {
    return isCurrent() ? exchange.responseFields() : NettyFields.none();
  }

  @Override
  public Fields responseTrailers() {
    return isCurrent() ? exchange.responseTrailers() : NettyFields.none();
  }

  @Override
  public void announceClose() {
    if (isCurrent()) {
      exchange.announceClose();
    }
  }

  @Override
  public void sendContinue() {
    if (isCurrent()) {
      exchange.sendContinue();
    }
  }

  @Override
  public void sendInterim(HttpResponseStatus interim, Fields fields) {
    if (isCurrent()) {
      exchange.sendInterim(interim, fields);
    }
  }

  @Override
  public void sendHead() {
    if (isCurrent()) {
      exchange.sendHead();
    }
  }

  @Override
  public Future<Void> send(ByteBuf piece) {
    return isCurrent() ? exchange.send(piece) : OVER;
  }

  @Override
  public Future<Void> end(@Nullable ByteBuf last) {
    return isCurrent() ? exchange.end(last) : OVER;
  }

  @Override
  public void end(@Nullable ByteBuf last, AnswerTaken told) {
    if (isCurrent()) {
      exchange.end(last, told);
    } else {
      told.taken(IS_OVER);
    }
  }

  @Override
  public boolean isCopied(int bytes) {
    return bytes <= Http1Answer.TOGETHER_BYTES_MAX;
  }

  @Override
  public boolean isFull() {
    return isCurrent() ? exchange.isFull() : false;
  }

  @Override
  public void onWritable(Runnable writable) {
    if (isCurrent()) {
      exchange.onWritable(writable);
    }
  }

  @Override
  public boolean isHeadSent() {
    return isCurrent() ? exchange.isHeadSent() : true;
  }

  @Override
  public boolean isAnswered() {
    return isCurrent() ? exchange.isAnswered() : true;
  }

  @Override
  public long bytesSent() {
    return isCurrent() ? exchange.bytesSent() : 0;
  }

  @Override
  public EventLoop loop() {
    return exchange.handler.ctx().channel().eventLoop();
  }

  @Override
  public boolean isOnLoop() {
    return true;
  }

  @Override
  public void onGone(Runnable gone) {
    if (isCurrent()) {
      exchange.onGone(gone);
    }
  }

  @Override
  public void onClosed(Runnable closed) {
    if (isCurrent()) {
      exchange.onClosed(closed);
    }
  }

  @Override
  public void later(Duration after, Runnable task) {
    ChannelTimer.schedule(exchange.handler.ctx().channel(), after, task);
  }

  @Override
  public void onEnded(Runnable ended) {
    if (isCurrent()) {
      exchange.onEnded(ended);
    }
  }

  @Override
  public void cut(boolean endsWithClose) {
    if (isCurrent()) {
      exchange.cut(endsWithClose);
    }
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
  public void allTold() {
    if (isCurrent()) {
      exchange.allTold();
    }
  }

  /** Nothing of it outlives the exchange. */
  @Override
  public void onReleased(Runnable released) {}

  @Override
  public void flush() {
    if (isCurrent()) {
      exchange.handler.output().flushNow();
    }
  }

  @Override
  public boolean canSwitch() {
    return isCurrent();
  }

  /** What comes behind the request is not read before its answer, in any case. */
  @Override
  public void expectSwitch() {}

  @Override
  public Optional<TunnelEnd> switchProtocols(Fields fields) {
    return isCurrent() ? Optional.of(exchange.switchProtocols(fields)) : Optional.empty();
  }
}
