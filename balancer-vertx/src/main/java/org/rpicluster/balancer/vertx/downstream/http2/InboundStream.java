package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.netty.ChannelTimer;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * One stream of a client's HTTP/2 connection as an exchange: whatever becomes of it, the others go
 * on. What it asks for and its answer are in the halves that it is made of. One object for each
 * request, whose two rows of fields are lent; on the connection's event loop only. RFC 9113 §5,
 * §8.1.
 */
final class InboundStream extends StreamResponse implements InboundExchange {

  private @Nullable Runnable gone;
  private @Nullable Runnable closed;
  private @Nullable Runnable released;
  private @Nullable StreamTunnelEnd tunnel;
  private boolean resetHere;
  private boolean isClosed;
  private boolean isTold;

  /**
   * An exchange.
   *
   * @param isWhole whether the stream has ended with its head
   */
  InboundStream(
      ClientSessionHandler handler, Http2Stream stream, RequestHead head, boolean isWhole) {
    super(handler, stream, head, isWhole);
  }

  @Override
  public EventLoop loop() {
    return handler.loop();
  }

  @Override
  public boolean isOnLoop() {
    return true;
  }

  @Override
  public void onGone(Runnable left) {
    gone = left;
  }

  @Override
  public void onClosed(Runnable told) {
    closed = told;
  }

  @Override
  public void later(Duration after, Runnable task) {
    ChannelTimer.schedule(handler.session().channel(), after, task);
  }

  @Override
  public void onReleased(Runnable told) {
    if (isClosed) {
      told.run();
    } else {
      released = told;
    }
  }

  @Override
  public void cut(boolean endsWithClose) {
    reset(Http2Error.INTERNAL_ERROR.code());
  }

  @Override
  public void reset(long code) {
    resetHere = true;
    streamIsOver();
    handler.reset(stream, code);
  }

  @Override
  public void cancel() {
    handler.reset(stream, Http2Error.CANCEL.code());
  }

  @Override
  public void flush() {
    handler.flushNow();
  }

  /** The stream is closed, by whichever side; what could not be sent of its answer never will. */
  void streamClosed() {
    isClosed = true;
    streamIsOver();
    input.drop();
    boolean left = !resetHere && !isAnswered();
    run(left ? gone : null);
    if (tunnel != null) {
      run(tunnel::gone);
    }
    run(closed);
    run(released);
    gone = null;
    closed = null;
    released = null;
    giveBackLater();
  }

  @Override
  public void allTold() {
    isTold = true;
    giveBackLater();
  }

  /** Not now, as a stage may have the fields at hand. */
  private void giveBackLater() {
    if (isClosed && isTold) {
      lookAtTurnEnd();
    }
  }

  @Override
  void turnOver() {
    if (isClosed && isTold) {
      giveBack(SpareFieldLists.ofLoop());
    }
  }

  private void run(@Nullable Runnable told) {
    if (told != null) {
      handler.guarded(stream, told);
    }
  }

  /** In an extended CONNECT; there is no other way in HTTP/2. RFC 8441. */
  @Override
  public boolean canSwitch() {
    return !connectProtocol().isEmpty();
  }

  /** What comes before the answer waits, in the stream's window. */
  @Override
  public void expectSwitch() {
    input.pause();
  }

  /** The answer is a 200, which the connection's fields of a 101 are left out of. */
  @Override
  public Optional<TunnelEnd> switchProtocols(Fields fields) {
    StreamTunnelEnd end = new StreamTunnelEnd(this);
    tunnel = end;
    fields.remove(WebSocketKey.ANSWER);
    fields.forEach(field -> responseFields().add(field.getKey(), field.getValue()));
    sendHead();
    return Optional.of(end);
  }
}
