package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.netty.CountedFrames;
import org.rpicluster.balancer.vertx.netty.FrameBudget;

/**
 * The frames of a client: each is handed to the exchange on whose stream it came; too many that
 * carry nothing end the connection. What is no request ends its stream. On its event loop only. RFC
 * 9113 §8.1.1, §10.5.
 */
final class RequestFrames extends CountedFrames {

  private final ClientSessionHandler handler;
  private boolean settingsTaken;

  RequestFrames(ClientSessionHandler handler, FrameBudget budget) {
    super(budget);
    this.handler = handler;
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean isLast)
      throws Http2Exception {
    handler.dataFrame();
    InboundStream exchange = handler.exchangeOn(streamId);
    return exchange == null
        ? data.readableBytes() + padding
        : exchange.input.received(data, padding, isLast);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers fields, int padding, boolean isLast)
      throws Http2Exception {
    RequestSink sink = (RequestSink) fields;
    InboundStream exchange = handler.exchangeOn(streamId);
    if (exchange != null) {
      trailers(ctx, streamId, exchange, sink);
      return;
    }
    RequestHead head = sink.head();
    if (head == null || isLast && head.bytes() > 0) {
      throw malformed(streamId, sink.fault());
    }
    if (!settingsTaken && !head.protocol().isEmpty()) {
      throw malformed(streamId, "an extended CONNECT that was not offered");
    }
    handler.begin(streamId, head, isLast);
  }

  /** Netty has seen to it that they end the stream. */
  private static void trailers(
      ChannelHandlerContext ctx, int streamId, InboundStream exchange, RequestSink sink)
      throws Http2Exception {
    FieldList trailers = sink.trailers();
    if (trailers == null) {
      throw malformed(streamId, sink.fault());
    }
    if (trailers.size() > HeldByConnection.of(ctx.channel()).fieldsMax()) {
      throw malformed(streamId, "too many trailers");
    }
    exchange.trailers(trailers);
  }

  private static Http2Exception malformed(int streamId, @Nullable String fault) {
    String words = fault == null ? "a body that does not come" : fault;
    return Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, words);
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    count();
    // A client may allow gigabytes for the table in which our encoder remembers fields.
    var encoding = handler.encoder().configuration().headersConfiguration();
    if (encoding.maxHeaderTableSize() > Http2Limits.HEADER_TABLE) {
      encoding.maxHeaderTableSize(Http2Limits.HEADER_TABLE);
    }
  }

  /** RFC 8441 §3: a client waits for them with an extended CONNECT, and says first that it has. */
  @Override
  public void onSettingsAckRead(ChannelHandlerContext ctx) {
    settingsTaken = true;
  }
}
