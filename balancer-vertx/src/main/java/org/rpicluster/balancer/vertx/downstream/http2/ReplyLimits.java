package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;

/**
 * The limits of replies that carry nothing, which a client can make us send: resets, and
 * acknowledgements that it does not take. After one too many its next frame ends the connection. A
 * counter for each such frame, and a reading of the clock for each reset; on its event loop.
 * CVE-2023-44487, CVE-2025-8671, CVE-2019-9512.
 */
final class ReplyLimits extends DecoratingHttp2FrameWriter {

  /** Acknowledgements that wait: what they are worth is far below what one stream may hold. */
  private static final int UNTAKEN_MAX = 1000;

  /** As many as Netty lets a client reset in the same time. */
  private static final int RESETS_MAX = 200;

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Ticker ticker;
  private final ChannelFutureListener taken = done -> untakenIsLess();
  private int untaken;
  private int resets;
  private long beganNanos;
  private @Nullable String exceeded;

  ReplyLimits(Http2FrameWriter frames, Ticker ticker) {
    super(frames);
    this.ticker = ticker;
    beganNanos = ticker.nanos();
  }

  private void untakenIsLess() {
    untaken--;
  }

  /**
   * Before the client's next frame.
   *
   * @throws Http2Exception if there was one reply too many to those before
   */
  void check() throws Http2Exception {
    if (exceeded != null) {
      throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, exceeded);
    }
  }

  @Override
  public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
    return super.writeSettingsAck(ctx, counted(promise));
  }

  @Override
  public ChannelFuture writePing(
      ChannelHandlerContext ctx, boolean ack, long data, ChannelPromise promise) {
    return super.writePing(ctx, ack, data, counted(promise));
  }

  @Override
  public ChannelFuture writeRstStream(
      ChannelHandlerContext ctx, int stream, long code, ChannelPromise promise) {
    countReset();
    return super.writeRstStream(ctx, stream, code, counted(promise));
  }

  private ChannelPromise counted(ChannelPromise promise) {
    if (++untaken > UNTAKEN_MAX) {
      exceeded = "too many frames that are not taken";
    }
    return promise.unvoid().addListener(taken);
  }

  private void countReset() {
    long now = ticker.nanos();
    if (now - beganNanos >= PERIOD_NANOS) {
      beganNanos = now;
      resets = 0;
    }
    if (++resets > RESETS_MAX) {
      exceeded = "too many streams were reset";
    }
  }
}
