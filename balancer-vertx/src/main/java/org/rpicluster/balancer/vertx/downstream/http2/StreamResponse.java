package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.internal.PromiseInternal;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.PromisedEnd;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.netty.FairWrites;

/**
 * The answer's half of a {@link InboundStream}. What the client's connection has not taken is
 * counted here, stream by stream: Netty's own mark of a stream is not told in every case that it
 * may be written to again. On the connection's event loop only. RFC 9113 §8.1.
 */
abstract class StreamResponse extends StreamResponseHead
    implements ChannelFutureListener, Runnable {

  private static final Throwable HAS_ENDED =
      new VertxException("the stream has ended", true); // without a trace: made once
  private static final Future<Void> NEVER_TAKEN = Future.failedFuture(HAS_ENDED);

  private boolean headSent;
  private boolean ended;
  private boolean over;
  private long bytesSent;
  private int unsent;
  private @Nullable Runnable writable;
  private @Nullable Runnable told;
  private @Nullable AnswerTaken hears;
  private int lastBytes;

  /** It has its place in the end of this turn. */
  private boolean listed;

  StreamResponse(
      ClientSessionHandler handler, Http2Stream stream, RequestHead head, boolean isWhole) {
    super(handler, stream, head, isWhole);
  }

  /** Nothing can be sent any more. */
  void streamIsOver() {
    over = true;
    writable = null;
  }

  /** No single answer ends the connection. */
  @Override
  public void announceClose() {}

  @Override
  public void sendContinue() {
    interim(HttpResponseStatus.CONTINUE.code(), new FieldList());
  }

  @Override
  public void sendInterim(HttpResponseStatus interim, Fields passed) {
    FieldList rows = new FieldList();
    passed.forEach(field -> rows.add(field.getKey(), field.getValue()));
    interim(interim.code(), rows);
  }

  private void interim(int code, FieldList rows) {
    if (!headSent && !over) {
      handler.writeHead(stream, code, rows, false);
    }
  }

  @Override
  public void sendHead() {
    if (!headSent && !over) {
      writeHead(false);
    }
  }

  private ChannelFuture writeHead(boolean isLast) {
    headSent = true;
    return handler.writeHead(stream, status(), rows(), isLast);
  }

  @Override
  public Future<Void> send(ByteBuf piece) {
    if (over || ended) {
      return NEVER_TAKEN;
    }
    sendHead();
    return taken(written(piece.retain(), false));
  }

  @Override
  public Future<Void> end(@Nullable ByteBuf last) {
    Promise<Void> answered = Promise.promise();
    end(last, new PromisedEnd(answered));
    return answered.future();
  }

  @Override
  public void end(@Nullable ByteBuf last, AnswerTaken hears) {
    if (over || ended) {
      hears.taken(HAS_ENDED);
      return;
    }
    ended = true;
    this.hears = hears;
    ChannelFuture written = writtenOrReset(last);
    if (told != null) {
      told.run();
    }
    written.addListener(this);
    if (!written.isDone()) {
      lookAtTurnEnd();
    }
  }

  final void lookAtTurnEnd() {
    if (!listed) {
      listed = true;
      handler.atTurnEnd(this);
    }
  }

  /** The client's connection has taken all of the answer, or never will. */
  @Override
  public void operationComplete(ChannelFuture written) {
    hasTaken(lastBytes);
    AnswerTaken hearing = hears;
    hears = null;
    hearing.taken(written.cause());
  }

  /** The turn is over in which the end was written, or nothing was left of the exchange. */
  @Override
  public void run() {
    handler.flushDue();
    listed = false;
    if (hears != null) {
      hears.waits();
    }
    turnOver();
  }

  /** No stage of the exchange is amid anything now. */
  abstract void turnOver();

  /** Where it cannot be written there is no other answer: the client must not wait for it. */
  private ChannelFuture writtenOrReset(@Nullable ByteBuf last) {
    try {
      return writeEnd(last);
    } catch (RuntimeException | Error e) {
      streamIsOver();
      handler.reset(stream, Http2Error.INTERNAL_ERROR.code());
      throw e;
    }
  }

  private ChannelFuture writeEnd(@Nullable ByteBuf last) {
    boolean trail = trailers != null && !trailers.isEmpty();
    boolean hasBody = last != null && last.isReadable();
    if (!headSent) {
      frame(hasBody ? last.readableBytes() : 0);
      if (!hasBody && !trail) {
        return writeHead(true);
      }
      writeHead(false);
    }
    if (!trail) {
      ByteBuf piece = hasBody ? last.retain() : Unpooled.EMPTY_BUFFER;
      lastBytes = piece.readableBytes();
      return writeData(piece, true);
    }
    if (hasBody) {
      written(last.retain(), false);
    }
    return handler.writeTrailers(stream, trailers);
  }

  /** Sends a piece of a tunnel, which is the connection's from now on. */
  void tunnel(ByteBuf piece) {
    if (over || ended) {
      piece.release();
    } else {
      written(piece, false);
    }
  }

  /** Ends the tunnel towards the client, and runs something when all of it was taken. */
  void endTunnel(Runnable taken) {
    if (!over && !ended) {
      ended = true;
      written(Unpooled.EMPTY_BUFFER, true).addListener(done -> handler.guarded(stream, taken));
    }
  }

  private ChannelFuture written(ByteBuf piece, boolean isLast) {
    int bytes = piece.readableBytes();
    return writeData(piece, isLast).addListener(done -> hasTaken(bytes));
  }

  private ChannelFuture writeData(ByteBuf piece, boolean isLast) {
    int bytes = piece.readableBytes();
    bytesSent += bytes;
    unsent += bytes;
    return handler.writeBody(stream, piece, isLast);
  }

  private void hasTaken(int bytes) {
    unsent -= bytes;
    if (writable != null && !isFull()) {
      tellWritable();
    }
  }

  private Future<Void> taken(ChannelFuture written) {
    if (written.isSuccess()) {
      return Future.succeededFuture();
    }
    PromiseInternal<Void> promise = handler.promise();
    written.addListener(promise);
    return promise.future();
  }

  @Override
  public boolean isFull() {
    return unsent >= FairWrites.bytesMax() || unsent > 0 && !handler.isWritable();
  }

  /** It may be so by now: what was written has gone out before this was asked for. */
  @Override
  public void onWritable(Runnable told) {
    writable = told;
    if (!isFull()) {
      handler.later(this::tellWritable);
    }
  }

  private void tellWritable() {
    Runnable next = writable;
    writable = null;
    if (next != null) {
      handler.guarded(stream, next);
    }
  }

  /** Runs something when the answer is ended, by whatever handler. */
  public void onEnded(Runnable next) {
    told = next;
  }

  @Override
  public boolean isHeadSent() {
    return headSent;
  }

  @Override
  public boolean isAnswered() {
    return ended;
  }

  @Override
  public long bytesSent() {
    return bytesSent;
  }
}
