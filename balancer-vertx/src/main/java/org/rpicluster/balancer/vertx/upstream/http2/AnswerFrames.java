package org.rpicluster.balancer.vertx.upstream.http2;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.rpicluster.balancer.vertx.netty.CountedFrames;
import org.rpicluster.balancer.vertx.netty.FrameBudget;

/**
 * The frames of a member: each is handed to the exchange on whose stream it came, or to the
 * session; too many that carry nothing end the connection. On its event loop only.
 */
final class AnswerFrames extends CountedFrames {

  private final SessionHandler handler;
  private final Session session;

  AnswerFrames(SessionHandler handler, Session session, FrameBudget budget) {
    super(budget);
    this.handler = handler;
    this.session = session;
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean isLast)
      throws Http2Exception {
    session.heard();
    return session.reader().readData(exchangeOn(streamId), data, padding, isLast);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers fields, int padding, boolean isLast)
      throws Http2Exception {
    session.heard();
    session.reader().readFields(exchangeOn(streamId), fields, isLast);
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
      throws Http2Exception {
    session.heard();
    Http2Error error = Http2Error.valueOf(errorCode);
    exchangeOn(streamId).reset(error == null ? Http2Error.INTERNAL_ERROR : error);
  }

  /** Only we open streams here. */
  private StreamExchange exchangeOn(int streamId) throws Http2Exception {
    StreamExchange exchange = handler.exchangeOn(streamId);
    if (exchange == null) {
      throw connectionError(PROTOCOL_ERROR, "stream %d, which was not opened here", streamId);
    }
    return exchange;
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    count();
    handler.settingsReceived();
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    session.answered();
    super.count();
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) {
    session.heard();
  }

  /** Even a frame that carries nothing shows that the member is there. */
  @Override
  protected void count() throws Http2Exception {
    session.heard();
    super.count();
  }
}
