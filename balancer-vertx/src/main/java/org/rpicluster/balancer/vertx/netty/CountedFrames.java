package org.rpicluster.balancer.vertx.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * The common half of reading HTTP/2's frames on both sides: those that carry nothing are counted,
 * and too many of them end the connection ({@link FrameBudget}); priorities mean nothing. For one
 * connection, on its event loop only. RFC 9113 §5.3.2, §10.5.
 */
public abstract class CountedFrames extends Http2EventAdapter {

  private final FrameBudget budget;

  /** Counts by a budget. */
  protected CountedFrames(FrameBudget budget) {
    this.budget = budget;
  }

  /**
   * A frame has come that carries nothing.
   *
   * @throws Http2Exception if it is one too many
   */
  protected void count() throws Http2Exception {
    if (budget.isExceeded()) {
      throw Http2Exception.connectionError(
          Http2Error.ENHANCE_YOUR_CALM, "too many frames that carry nothing");
    }
  }

  @Override
  public final void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers fields,
      int streamDependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean isLast)
      throws Http2Exception {
    onHeadersRead(ctx, streamId, fields, padding, isLast);
  }

  @Override
  public abstract void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers fields, int padding, boolean isLast)
      throws Http2Exception;

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    count();
  }

  @Override
  public final void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    count();
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    count();
  }

  @Override
  public final void onPriorityRead(
      ChannelHandlerContext ctx,
      int streamId,
      int streamDependency,
      short weight,
      boolean exclusive)
      throws Http2Exception {
    count();
  }

  @Override
  public final void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    count();
  }
}
