package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * A request of any Vert.x server as an exchange of a client. What that server does not show is
 * reached below it where it can be ({@link ClientWire}), and left out where not: {@code
 * docs/embedding.md} has the table. One object for each request, and a view of each head's fields;
 * on the connection's event loop only.
 */
public final class VertxExchange extends VertxResponse implements InboundExchange {

  /** The stream ends, though it should not have (RFC 9113 §7); HTTP/1 just closes. */
  private static final long INTERNAL_ERROR = 0x2;

  private @Nullable ClientUpgradeHandler upgrade;

  /** The exchange of a request that has just come. */
  public VertxExchange(HttpServerRequest inboundRequest) {
    super(inboundRequest);
    if (protocol().isMultiplexed() && connection instanceof ReachedConnection reached) {
      reached.watchStreams();
    }
  }

  /** The server's own request, for a handler that takes no other. */
  public HttpServerRequest inboundRequest() {
    return inboundRequest;
  }

  private ContextInternal context() {
    return ((HttpServerRequestInternal) inboundRequest).context();
  }

  @Override
  public EventLoop loop() {
    return context().nettyEventLoop();
  }

  @Override
  public boolean isOnLoop() {
    return context().isEventLoopContext();
  }

  @Override
  public void onGone(Runnable gone) {
    inboundResponse.exceptionHandler(any -> gone.run());
  }

  @Override
  public void onClosed(Runnable closed) {
    inboundResponse.closeHandler(any -> closed.run());
  }

  @Override
  public void onEnded(Runnable ended) {
    inboundResponse.endHandler(any -> ended.run());
  }

  @Override
  public void cut(boolean endsWithClose) {
    if (!protocol().isMultiplexed()) {
      connection.cutAnswer(endsWithClose);
    }
    inboundResponse.reset(INTERNAL_ERROR);
  }

  @Override
  public void reset(long code) {
    inboundResponse.reset(code);
  }

  @Override
  public void cancel() {
    if (connection instanceof ReachedConnection reached) {
      reached.cancelStream((int) inboundRequest.streamId());
    }
  }

  @Override
  public void onReleased(Runnable released) {
    if (connection instanceof ReachedConnection reached) {
      reached.whenStreamCloses((int) inboundRequest.streamId(), released);
    }
  }

  @Override
  public void flush() {
    connection.flush();
  }

  /** What is short goes later in this turn, with what else there is. */
  @Override
  public void end(@Nullable ByteBuf last, AnswerTaken told) {
    Future<Void> answered = end(last);
    answered.onComplete((nothing, failure) -> told.taken(failure));
    if (!answered.isComplete() && protocol().isMultiplexed()) {
      flush();
      tellIfItWaits(answered, told);
    } else if (!answered.isComplete()) {
      loop().execute(() -> tellIfItWaits(answered, told));
    }
  }

  private static void tellIfItWaits(Future<Void> answered, AnswerTaken told) {
    if (!answered.isComplete()) {
      told.waits();
    }
  }

  @Override
  public boolean canSwitch() {
    return ClientWire.isOpen();
  }

  @Override
  public void expectSwitch() {
    upgrade = ClientUpgradeHandler.watch(inboundRequest.connection());
  }

  @Override
  public Optional<TunnelEnd> switchProtocols(Fields fields) {
    return upgrade.accept(inboundRequest.connection(), NettyFields.of(fields));
  }
}
