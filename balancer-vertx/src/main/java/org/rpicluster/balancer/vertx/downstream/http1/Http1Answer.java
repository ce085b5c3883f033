package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.internal.PromiseInternal;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundResponse;
import org.rpicluster.balancer.vertx.downstream.PromisedEnd;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;

/**
 * The answer's half of an {@link ExchangeUnderWay}: what it is, and whether it has begun and ended;
 * {@link AnswerBytes} writes it. On the connection's event loop only. RFC 9112 §6.
 */
abstract class Http1Answer extends Http1Request implements InboundResponse {

  /** A copy of so much costs less than another buffer on the way to the socket. */
  static final int TOGETHER_BYTES_MAX = 2 * 1024;

  private static final Throwable IS_CLOSED =
      new VertxException("the connection is closed", true); // without a trace: made once
  private static final Future<Void> GONE = Future.failedFuture(IS_CLOSED);

  private final SpareAnswerHeads spare = SpareAnswerHeads.ofLoop();

  /** Lent from when it is first asked for until all is told of the exchange. */
  private @Nullable AnswerHead lent;

  private final AnswerFraming framing = new AnswerFraming(this);
  private final AnswerBytes bytes;
  private int status = 200;
  private @Nullable String phrase;
  private @Nullable Runnable writable;
  private final AnswerWritten written;
  private boolean ending;
  boolean closeAnnounced;
  boolean ended;

  Http1Answer(Http1Handler handler, MessageReader reader) {
    super(handler, reader);
    bytes = new AnswerBytes(handler, this, framing);
    written = new AnswerWritten(handler.ctx().channel(), this);
  }

  @Override
  void leave() {
    super.leave();
    if (lent != null) {
      lent.reset(); // a handler may have its fields still: they stay this connection's
    }
    framing.reset();
    status = 200;
    phrase = null;
    writable = null;
    bytes.reset();
    closeAnnounced = false;
    ended = false;
  }

  /** Its head, and what comes behind its body. */
  final AnswerHead answer() {
    AnswerHead there = lent;
    if (there == null) {
      there = spare.lend();
      lent = there;
    }
    return there;
  }

  /** Its fields are asked for no more. */
  final void allTold() {
    AnswerHead over = lent;
    if (over != null && ended) {
      lent = null;
      spare.giveBack(over);
    }
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public void status(int code) {
    status = code;
    phrase = null;
  }

  @Override
  public String phrase() {
    return phrase == null ? HttpResponseStatus.valueOf(status).reasonPhrase() : phrase;
  }

  @Override
  public void phrase(String other) {
    phrase = other;
  }

  @Override
  public Fields responseFields() {
    return answer().fields;
  }

  @Override
  public Fields responseTrailers() {
    return HeadFields.over(answer().openTrailers());
  }

  @Override
  public void announceClose() {
    closeAnnounced = true;
  }

  @Override
  public void sendContinue() {
    sendInterim(HttpResponseStatus.CONTINUE, HeadFields.over(new Head()));
  }

  @Override
  public void sendInterim(HttpResponseStatus interim, Fields fields) {
    if (isHeadSent() || protocol() == Protocol.HTTP_1_0) {
      return;
    }
    writeInterim(interim, fields);
    handler.output().flushNow();
  }

  /** A head without a body, that is none of the final answer's. */
  final void writeInterim(HttpResponseStatus interim, Fields fields) {
    bytes.interim(interim, fields);
  }

  @Override
  public void sendHead() {
    if (!isHeadSent() && !ended) {
      bytes.head();
      handler.output().flush();
    }
  }

  @Override
  public Future<Void> send(ByteBuf piece) {
    if (ended || !handler.ctx().channel().isActive()) {
      return GONE;
    }
    PromiseInternal<Void> taken = handler.context().promise();
    ChannelPromise written = handler.ctx().newPromise();
    written.addListener(taken);
    bytes.piece(piece, false, written);
    handler.output().flush();
    return taken.future();
  }

  @Override
  public Future<Void> end(@Nullable ByteBuf last) {
    Promise<Void> answered = handler.context().promise();
    end(last, new PromisedEnd(answered));
    return answered.future();
  }

  @Override
  public void end(@Nullable ByteBuf last, AnswerTaken told) {
    if (ended || !handler.ctx().channel().isActive()) {
      told.taken(IS_CLOSED);
      return;
    }
    ended = true;
    ending = true;
    answering(told);
    try {
      writeLast(last);
    } catch (RuntimeException | Error e) {
      handler.output().cut(false); // there is no other answer, and nothing more would be read
      throw e;
    } finally {
      ending = false;
    }
    answered();
  }

  private void writeLast(@Nullable ByteBuf last) {
    bytes.piece(last, true, written.begin());
    if (!framing.isWhole(bytes.sent())) {
      handler.output().cut(false); // what was promised does not come
    } else {
      handler.output().whole();
    }
    handler.output().flush();
  }

  /** Whether the last of an answer is being written: no other begins meanwhile. */
  final boolean isEnding() {
    return ending;
  }

  /** The last of the answer is about to be written, and this is told what becomes of it. */
  abstract void answering(AnswerTaken told);

  /** All of it has been written. */
  abstract void answered();

  /** The client's connection has taken the whole answer, or never will. */
  abstract void taken(@Nullable Throwable failure);

  @Override
  public boolean isFull() {
    return !handler.ctx().channel().isWritable();
  }

  @Override
  public void onWritable(Runnable told) {
    writable = told;
  }

  /** More may be sent. */
  void writable() {
    Runnable told = writable;
    if (told != null) {
      told.run();
    }
  }

  @Override
  public boolean isHeadSent() {
    return bytes.isHeadSent();
  }

  @Override
  public boolean isAnswered() {
    return ended;
  }

  @Override
  public long bytesSent() {
    return bytes.sent();
  }

  final boolean isUntilClose() {
    return framing.isUntilClose();
  }
}
