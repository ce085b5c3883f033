package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;
import org.rpicluster.balancer.vertx.tunnel.ChannelEndHandler;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * The request under way on a connection, and its answer: one object for all of them, used again for
 * each. A number tells which one it is, so that who asks for one that is over finds out ({@link
 * InboundHttp1}). On the connection's event loop only.
 */
final class ExchangeUnderWay extends Http1Answer {

  private int generation;
  private boolean underWay;
  private boolean taken;
  private boolean waits;
  private @Nullable AnswerTaken told;
  private @Nullable Runnable onGone;
  private @Nullable Runnable onClosed;
  private @Nullable Runnable onEnded;

  /** None is. */
  ExchangeUnderWay(Http1Handler handler, MessageReader reader) {
    super(handler, reader);
  }

  /** Which one it is; of two that follow each other never the same. */
  int generation() {
    return generation;
  }

  /** The next one's head has been read, or cannot be. */
  @Override
  void begin(@Nullable HeadFault wrong) {
    super.begin(wrong);
    underWay = true;
  }

  /** Its connection reads another head in its place. */
  @Override
  void leave() {
    super.leave();
    generation++;
    underWay = false;
    taken = false;
    told = null;
    waits = false;
    onGone = null;
    onClosed = null;
    onEnded = null;
  }

  /** Whether there is one; it may be over, and its head still be there. */
  boolean isUnderWay() {
    return underWay;
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
  void answering(AnswerTaken hears) {
    told = hears;
  }

  @Override
  void answered() {
    handler.activity().answered();
    Runnable ended = onEnded;
    if (ended != null) {
      ended.run();
    }
    if (taken) {
      handler.ending().advance();
    } else {
      handler.output().lookAtTurnEnd();
    }
    handler.requests().answered();
  }

  /** The turn in which its last bytes were written is over, and they have been sent. */
  void turnOver() {
    if (told != null && !waits) {
      waits = true;
      told.waits();
    }
  }

  @Override
  void taken(@Nullable Throwable failure) {
    taken = true;
    AnswerTaken hears = told;
    told = null;
    ContextInternal before = handler.context().beginDispatch(); // as for all that is told
    try {
      tell(hears, failure);
      if (!isEnding()) {
        handler.ending().advance();
      }
    } finally {
      handler.context().endDispatch(before);
    }
  }

  /** This is within a write of Netty's, which has nothing to do with what it throws. */
  private void tell(AnswerTaken hears, @Nullable Throwable failure) {
    try {
      hears.taken(failure);
    } catch (RuntimeException | Error e) {
      handler.context().reportException(e);
      Faults.rethrowIfFatal(e);
    }
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

  void onGone(Runnable gone) {
    onGone = gone;
  }

  void onClosed(Runnable closed) {
    onClosed = closed;
  }

  void onEnded(Runnable ended) {
    onEnded = ended;
  }

  void cut(boolean endsWithClose) {
    ended = true;
    handler.output().cut(endsWithClose);
  }

  TunnelEnd switchProtocols(Fields fields) {
    ended = true;
    writeInterim(HttpResponseStatus.SWITCHING_PROTOCOLS, fields);
    handler.output().flushNow();
    handler.activity().switched();
    return ChannelEndHandler.inPlaceOf(Http1Handler.class, handler.ctx().channel());
  }
}
