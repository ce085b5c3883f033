package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.netty.FairReads;
import org.rpicluster.balancer.vertx.netty.TurnEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 connection of a client as Netty's codec sees it: writes frames, knows the exchange on
 * each stream, and tells it of the stream's end. What is written within one turn of the event loop
 * goes out in one flush. On its event loop only. RFC 9113 §5.
 */
final class ClientSessionHandler extends Http2ConnectionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSessionHandler.class);

  /** A read that brings more of them holds up the event loop for what they are, not for bytes. */
  private static final int DATA_FRAMES_MAX = 256;

  private final ClientSessions sessions;
  private final ContextInternal context;
  private final Activity activity;
  private final Http2Connection.PropertyKey exchangeKey;
  private final Runnable flush = this::flushDue;
  private final AnswerFields answer = new AnswerFields(new FieldList());
  private @Nullable ChannelHandlerContext self;
  private @Nullable ClientSession session;
  private @Nullable BufferedBodies bodies;
  private @Nullable TurnEnd turnEnd;
  private @Nullable HeadWritten headWritten;
  private boolean reading;
  private boolean flushComes;
  private int dataFrames;

  ClientSessionHandler(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      ClientSessions sessions,
      ContextInternal context,
      Activity activity) {
    super(decoder, encoder, settings);
    this.sessions = sessions;
    this.context = context;
    this.activity = activity;
    exchangeKey = connection().newKey();
    connection().addListener(new Ends());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    self = ctx;
    turnEnd = TurnEnd.of(ctx.channel().eventLoop());
    headWritten = new HeadWritten(this, ctx);
    session = new ClientSession(ctx.channel());
    bodies = new BufferedBodies(HeldByConnection.of(ctx.channel()).aheadOfStreams());
    super.handlerAdded(ctx);
    // RFC 9113 §6.9.2: no setting says how large it is.
    Http2Stream all = connection().connectionStream();
    int more = Http2Limits.CONNECTION_WINDOW - decoder().flowController().windowSize(all);
    decoder().flowController().incrementWindowSize(all, more);
    flushSoon();
    sessions.goAways().add(this);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    super.handlerRemoved0(ctx);
    bodies.release();
  }

  ClientSession session() {
    return session;
  }

  BufferedBodies bodies() {
    return bodies;
  }

  EventLoop loop() {
    return self.channel().eventLoop();
  }

  /** The exchange on a stream; null if that has none, or is over. */
  @Nullable InboundStream exchangeOn(int streamId) {
    Http2Stream stream = connection().stream(streamId);
    return stream == null ? null : stream.getProperty(exchangeKey);
  }

  /** Begins an exchange on a stream that has just been opened. */
  void begin(int streamId, RequestHead head, boolean isWhole) {
    Http2Stream stream = connection().stream(streamId);
    if (!head.protocol().isEmpty()) {
      WebSocketKey.add(head.fields(), sessions.chance());
    }
    InboundStream exchange = new InboundStream(this, stream, head, isWhole);
    stream.setProperty(exchangeKey, exchange);
    try {
      sessions.handler().handle(exchange);
    } catch (RuntimeException | Error e) {
      failedHere(stream, e);
    }
  }

  /** Completes on the connection's context, as all that is told runs there. */
  PromiseInternal<Void> promise() {
    return context.promise();
  }

  /** Runs what is not the codec's: Netty would end all streams for what it throws. */
  void guarded(Http2Stream stream, Runnable call) {
    ContextInternal before = context.beginDispatch();
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      failedHere(stream, e);
    } finally {
      context.endDispatch(before);
    }
  }

  /** What an exchange has called has thrown: it is over, and the others on the connection go on. */
  void failedHere(Http2Stream stream, Throwable fault) {
    LOG.error("an exchange could not be carried further", fault);
    reset(stream, Http2Error.INTERNAL_ERROR.code());
    Faults.rethrowIfFatal(fault);
  }

  /** What is returned says something only of a head that is the last of its stream. */
  ChannelFuture writeHead(Http2Stream stream, int status, FieldList fields, boolean isLast) {
    flushSoon();
    ChannelPromise promise = isLast ? self.newPromise() : headWritten.begin();
    try {
      return encoder()
          .writeHeaders(self, stream.id(), answer.with(status, fields), 0, isLast, promise);
    } finally {
      headWritten.written();
    }
  }

  ChannelFuture writeTrailers(Http2Stream stream, FieldList trailers) {
    flushSoon();
    AnswerFields fields = new AnswerFields(trailers);
    return encoder().writeHeaders(self, stream.id(), fields, 0, true, self.newPromise());
  }

  ChannelFuture writeBody(Http2Stream stream, ByteBuf data, boolean isLast) {
    flushSoon();
    return new AnswerPiece(this, self, stream, data, isLast).send();
  }

  void reset(Http2Stream stream, long code) {
    if (stream.state() != Http2Stream.State.CLOSED) {
      flushSoon();
      resetStream(self, stream.id(), code, self.newPromise());
    }
  }

  /** Another frame of DATA has come in this read. */
  void dataFrame() {
    if (++dataFrames == DATA_FRAMES_MAX) {
      FairReads.readLittle(self.channel());
    }
  }

  /** Whether the connection takes more than what waits for it already. */
  boolean isWritable() {
    return self.channel().isWritable();
  }

  /** A member has taken that many bytes of a body: its client may send as many more. */
  void taken(Http2Stream stream, int bytes) {
    try {
      if (stream.state() != Http2Stream.State.CLOSED
          && decoder().flowController().consumeBytes(stream, bytes)) {
        flushSoon();
      }
    } catch (Http2Exception e) {
      onError(self, true, e);
    }
  }

  void later(Runnable task) {
    loop().execute(task);
  }

  /** After a read the codec flushes by itself. */
  private void flushSoon() {
    if (!flushComes && !reading) {
      flushComes = true;
      atTurnEnd(flush);
    }
  }

  /** Runs something once the sockets have been read. */
  void atTurnEnd(Runnable task) {
    turnEnd.add(task);
  }

  /** Sends what waits for the end of the turn. */
  void flushDue() {
    if (flushComes) {
      flushNow();
    }
  }

  void flushNow() {
    flushComes = false;
    flush(self);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    reading = true;
    ContextInternal before = context.beginDispatch();
    try {
      super.channelRead(ctx, message);
    } finally {
      context.endDispatch(before);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    ContextInternal before = context.beginDispatch();
    try {
      bodies.readComplete();
    } finally {
      context.endDispatch(before);
    }
    reading = false;
    dataFrames = 0;
    super.channelReadComplete(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    onError(ctx, false, cause);
  }

  /** Nothing can be said to a client whose connection is lost. */
  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    LOG.debug("{}: {}", ctx.channel(), String.valueOf(cause.getMessage()));
    if (cause instanceof IOException) {
      ctx.close();
    } else {
      super.onConnectionError(ctx, outbound, cause, error);
    }
    HeapErrors.rethrowIfUsedUp(cause);
  }

  /** Tells exchanges of their streams' ends. A head that never becomes whole begins no stream. */
  private final class Ends extends Http2ConnectionAdapter {
    @Override
    public void onStreamActive(Http2Stream stream) {
      activity.requestBegun();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
      InboundStream over = stream.getProperty(exchangeKey);
      if (over != null) {
        over.streamClosed();
      }
      if (connection().numActiveStreams() == 0) {
        activity.answered();
      }
    }
  }
}
