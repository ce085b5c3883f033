package org.rpicluster.balancer.vertx.upstream.http2;

import static io.netty.handler.codec.http2.Http2CodecUtil.DEFAULT_HEADER_TABLE_SIZE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.fault.HeapErrors;
import org.rpicluster.balancer.vertx.netty.FrameBudget;
import org.rpicluster.balancer.vertx.netty.StreamsWritableHandler;

/**
 * One connection as Netty's codec sees it: writes frames, and turns the codec's findings into calls
 * to the {@link Session} and its exchanges. What is written within one turn of the event loop goes
 * out in one flush. On its event loop only.
 */
final class SessionHandler extends Http2ConnectionHandler {

  private final Session session;
  private final Http2Connection.PropertyKey exchangeKey;
  private @Nullable ChannelHandlerContext context;
  private boolean flushComes;

  SessionHandler(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Session session) {
    super(decoder, encoder, settings, true);
    this.session = session;
    exchangeKey = connection().newKey();
  }

  static SessionHandler of(Session session, FrameBudget budget) {
    return new SessionHandlerBuilder(session, budget).build();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    StreamsWritableHandler.watch(ctx);
  }

  /** Opens a stream for an exchange, if the member still allows one. */
  @Nullable Http2Stream open(StreamExchange exchange) {
    if (!canOpen()) {
      return null;
    }
    Http2Connection.Endpoint<?> local = connection().local();
    try {
      Http2Stream stream = local.createStream(local.incrementAndGetNextStreamId(), false);
      stream.setProperty(exchangeKey, exchange);
      return stream;
    } catch (Http2Exception e) {
      return null;
    }
  }

  /** Whether the member allows another stream now. */
  boolean canOpen() {
    return context.channel().isActive()
        && !connection().goAwayReceived()
        && connection().local().canOpenStream();
  }

  /** The exchange on a stream, if one is or was. */
  @Nullable StreamExchange exchangeOn(int streamId) {
    Http2Stream stream = connection().stream(streamId);
    return stream == null ? null : stream.getProperty(exchangeKey);
  }

  @Nullable StreamExchange exchangeOn(Http2Stream stream) {
    return stream.getProperty(exchangeKey);
  }

  void writeHead(Http2Stream stream, Http2Headers head, boolean isLast) {
    encoder().writeHeaders(context, stream.id(), head, 0, isLast, context.newPromise());
    flushSoon();
  }

  void writeBody(Http2Stream stream, ByteBuf data, boolean isLast) {
    encoder().writeData(context, stream.id(), data, 0, isLast, context.newPromise());
    flushSoon();
  }

  void writeEnd(Http2Stream stream) {
    writeBody(stream, Unpooled.EMPTY_BUFFER, true);
  }

  void reset(Http2Stream stream, Http2Error error) {
    if (stream.state() != Http2Stream.State.CLOSED) {
      resetStream(context, stream.id(), error.code(), context.newPromise());
      flushSoon();
    }
  }

  /** Asks the member for a sign of life. */
  void ping() {
    encoder().writePing(context, false, stamp(), context.newPromise());
    flushSoon();
  }

  private static long stamp() {
    return 0x62616c616e636572L; // "balancer"; which ping is answered does not matter
  }

  boolean isWritable(Http2Stream stream) {
    return encoder().flowController().isWritable(stream);
  }

  /** The line has taken that many bytes: the member may send as many more. */
  void taken(Http2Stream stream, int bytes) {
    try {
      if (decoder().flowController().consumeBytes(stream, bytes)) {
        flushSoon();
      }
    } catch (Http2Exception e) {
      onError(context, true, e);
    }
  }

  void later(Runnable task) {
    context.executor().execute(task);
  }

  private void flushSoon() {
    if (!flushComes) {
      flushComes = true;
      later(this::flushNow);
    }
  }

  private void flushNow() {
    flushComes = false;
    flush(context);
  }

  /** Says goodbye and closes, without waiting for anything. */
  void close() {
    if (context == null) {
      return; // not connected yet
    }
    if (context.channel().isActive()) {
      goAway(context, 0, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
      flush(context);
    }
    context.close();
  }

  /** The member's settings have come. */
  void settingsReceived() {
    try {
      // A member may allow gigabytes for the table in which our encoder remembers fields.
      var encoding = encoder().configuration().headersConfiguration();
      if (encoding.maxHeaderTableSize() > DEFAULT_HEADER_TABLE_SIZE) {
        encoding.maxHeaderTableSize(DEFAULT_HEADER_TABLE_SIZE);
      }
    } catch (Http2Exception e) {
      onError(context, true, e);
      return;
    }
    session.settingsReceived();
  }

  Channel channel() {
    return context.channel();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    session.reader().readComplete();
    super.channelReadComplete(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    session.lost("closed by the member");
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    onError(ctx, false, cause);
  }

  /** One stream is broken: the others go on. */
  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    StreamExchange exchange = exchangeOn(error.streamId());
    if (exchange == null) {
      return; // what was still on its way on a stream that we have reset
    }
    if (outbound) {
      // Asked now: whatever is written next on the stream would count as its head.
      boolean begun = exchange.isBegun();
      later(() -> exchange.unsent(begun, String.valueOf(error.getMessage())));
    } else {
      exchange.broken(String.valueOf(error.getMessage()));
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    if (error == null || cause instanceof IOException) {
      session.lost(FailureReason.of(cause));
    } else {
      session.broken(String.valueOf(error.getMessage()));
      goAway(ctx, 0, error.error().code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
      ctx.flush();
    }
    ctx.close();
    HeapErrors.rethrowIfUsedUp(cause);
  }

  /** A stream takes more, or no more. */
  void writabilityChanged(Http2Stream stream) {
    StreamExchange exchange = exchangeOn(stream);
    if (exchange != null && isWritable(stream)) {
      exchange.writable();
    }
  }
}
