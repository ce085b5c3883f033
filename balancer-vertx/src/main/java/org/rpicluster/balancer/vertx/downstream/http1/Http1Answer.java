package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundResponse;
import org.rpicluster.balancer.vertx.downstream.PromisedEnd;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.codec.ChunkWriter;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.HeadWriter;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;

/**
 * The answer's half of an {@link ExchangeUnderWay}. A short piece of a body stands behind its head
 * in one buffer, a long one is not copied. On the connection's event loop only. RFC 9112 §6, §7.
 */
abstract class Http1Answer extends Http1Request implements InboundResponse {

  /** A copy of so much costs less than another buffer on the way to the socket. */
  static final int TOGETHER_BYTES_MAX = 2 * 1024;

  /** Size and line end of a chunk, and those of the last one. */
  private static final int FRAMES_BYTES = 2 * ChunkWriter.FRAME_BYTES_MAX;

  private static final Throwable IS_CLOSED =
      new VertxException("the connection is closed", true); // without a trace: made once
  private static final Future<Void> GONE = Future.failedFuture(IS_CLOSED);

  final AnswerHead answer = new AnswerHead();
  private final AnswerFraming framing = new AnswerFraming(this);
  private int status = 200;
  private @Nullable String phrase;
  private @Nullable Runnable writable;
  private final AnswerWritten written;
  private boolean headSent;
  private boolean ending;
  private long bytesSent;
  boolean closeAnnounced;
  boolean ended;

  Http1Answer(Http1Handler handler, MessageReader reader) {
    super(handler, reader);
    written = new AnswerWritten(handler.ctx().channel(), this);
  }

  @Override
  void leave() {
    super.leave();
    answer.reset();
    framing.reset();
    status = 200;
    phrase = null;
    writable = null;
    headSent = false;
    bytesSent = 0;
    closeAnnounced = false;
    ended = false;
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
    return answer.fields;
  }

  @Override
  public Fields responseTrailers() {
    return HeadFields.over(answer.openTrailers());
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
    if (headSent || protocol() == Protocol.HTTP_1_0) {
      return;
    }
    writeHead(interim, fields);
    handler.output().flushNow();
  }

  /** A head without a body, that is none of the final answer's. */
  final void writeHead(HttpResponseStatus interim, Fields fields) {
    Head head = new Head();
    head.line().answer(interim.code(), interim.reasonPhrase());
    fields.forEach(field -> head.add(field.getKey(), field.getValue()));
    ByteBuf out = buffer(head.heldBytes());
    HeadWriter.write(head, out);
    handler.output().write(out, handler.ctx().voidPromise());
  }

  @Override
  public void sendHead() {
    if (!headSent && !ended) {
      ByteBuf out = buffer(answer.head.heldBytes());
      putHead(AnswerFraming.UNKNOWN, out);
      handler.output().write(out, handler.ctx().voidPromise());
      handler.output().flush();
    }
  }

  @Override
  public Future<Void> send(ByteBuf piece) {
    if (ended || !handler.ctx().channel().isActive()) {
      return GONE;
    }
    Promise<Void> taken = handler.context().promise();
    ChannelPromise written = handler.ctx().newPromise();
    written.addListener(done -> complete(taken, done));
    put(piece, false, written);
    handler.output().flush();
    return taken.future();
  }

  static void complete(Promise<Void> taken, io.netty.util.concurrent.Future<?> done) {
    if (done.isSuccess()) {
      taken.complete();
    } else {
      taken.fail(done.cause());
    }
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
    put(last, true, written.begin());
    if (!framing.isWhole(bytesSent)) {
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

  /** What is to be written next, with its head if that is due. */
  private void put(@Nullable ByteBuf piece, boolean last, ChannelPromise taken) {
    int bytes = piece == null || framing.isBodiless() ? 0 : piece.readableBytes();
    boolean together = bytes <= TOGETHER_BYTES_MAX;
    ByteBuf out = begin(bytes, last, together);
    bytesSent += bytes;
    if (together && bytes > 0) {
      out.writeBytes(piece, piece.readerIndex(), bytes);
    } else if (bytes > 0) {
      handler.output().write(out, handler.ctx().voidPromise());
      ByteBuf uncopied = piece.retainedDuplicate();
      if (!framing.isChunked()) {
        handler.output().write(uncopied, taken);
        return;
      }
      handler.output().write(uncopied, handler.ctx().voidPromise());
      out = buffer(FRAMES_BYTES);
    }
    endChunks(bytes, last, out);
    handler.output().write(out, taken);
  }

  /** The head if it is due, and what stands before a piece. */
  private ByteBuf begin(int bytes, boolean last, boolean together) {
    int room = (headSent ? 0 : answer.head.heldBytes()) + (together ? bytes : 0) + FRAMES_BYTES;
    ByteBuf out = buffer(room);
    if (!headSent) {
      putHead(last ? bytes : AnswerFraming.UNKNOWN, out);
    }
    if (framing.isChunked() && bytes > 0) {
      ChunkWriter.begin(bytes, out);
    }
    return out;
  }

  /** What stands behind a piece, and behind the last one. */
  private void endChunks(int bytes, boolean last, ByteBuf out) {
    if (!framing.isChunked()) {
      return;
    }
    if (bytes > 0) {
      ChunkWriter.end(out);
    }
    Head trailers = answer.trailers();
    if (last && trailers == null) {
      ChunkWriter.last(out);
    } else if (last) {
      ChunkWriter.last(trailers, out);
    }
  }

  /** Its version is the request's, as a client of the older one may know no other. */
  private void putHead(long bodyBytes, ByteBuf out) {
    headSent = true;
    closeAnnounced |= handler.ending().isWithNext();
    framing.decide(bodyBytes);
    answer.head.line().answer(status, phrase());
    int from = out.writerIndex();
    HeadWriter.write(answer.head, out);
    if (protocol() == Protocol.HTTP_1_0) {
      out.setByte(from + "HTTP/1.".length(), '0');
    }
    handler.output().begun(framing.isUntilClose());
  }

  private ByteBuf buffer(int bytes) {
    ChannelHandlerContext ctx = handler.ctx();
    return ctx.alloc().directBuffer(bytes);
  }

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

  final boolean isUntilClose() {
    return framing.isUntilClose();
  }
}
